// What offers are filtered by: one column per facet, written by generator/search/columns.py. Offers have the same rows
// in all columns.

import { DAY, NEAR, today } from "./deadlines.js";

/**
 * @typedef {import("./search-state.js").Range} Range
 * @typedef {{code: string, label: string, language?: string}} Value
 * @typedef {[number | null, number, string]} Point from (nothing: since ever), to, unit
 */

export class Columns {
  /** @type {Map<string, Promise<Column>>} */
  #loaded = new Map();

  #folder;

  /** @param {string} folder address of the columns, with a slash at its end */
  constructor(folder) {
    this.#folder = folder;
  }

  /** Loads the column of a facet, once; a failure is tried anew the next time. @param {string} facet */
  load(facet) {
    if (!this.#loaded.has(facet)) {
      const column = this.#fetch(facet).catch((error) => {
        this.#loaded.delete(facet);
        throw error;
      });
      this.#loaded.set(facet, column);
    }
    return this.#loaded.get(facet);
  }

  /** @param {string} facet @returns {Promise<Column>} */
  async #fetch(facet) {
    return new Column(facet, await fetchAnew(`${this.#folder}${facet}.json`));
  }
}

/**
 * Fetches what was made together with the index, which Pagefind asks for anew: an older file would speak of other offers.
 *
 * @param {string} address of JSON
 */
export async function fetchAnew(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.json();
}

export class Column {
  /** @type {Value[]} */
  values;

  /** @type {string[]} */
  units;

  #sets;
  #rows;
  #points;
  #at;

  /** @param {string} facet @param {{values: string[][], sets: number[][], rows: number[], points?: any[][], at?: number[], units?: string[], days?: number[][]}} file */
  constructor(facet, file) {
    this.facet = facet;
    this.values = file.values.map(([code, label, language]) => ({ code, label, language }));
    this.units = file.units ?? [];
    this.#points = file.days ? daysOf(file.days) : (file.points ?? []).map((points) => points.map(whole));
    this.#at = file.days ? [...this.#points.keys()] : file.at ?? [];
    // Whether one can apply depends on the day: the file has the days only.
    const ofTheDay = facet === "application";
    this.#sets = ofTheDay ? this.#points.map((spans) => applicationAt(spans, today(), this.values)) : file.sets;
    this.#rows = ofTheDay ? this.#at : file.rows;
  }

  /** How many offers there are. */
  get size() {
    return this.#rows.length;
  }

  /** @param {number} row @returns {Value[]} */
  valuesOf(row) {
    return this.#sets[this.#rows[row]].map((position) => this.values[position]);
  }

  /** @param {number} row @returns {Point[]} */
  pointsOf(row) {
    return this.#points[this.#at[row]] ?? [];
  }

  /**
   * Returns a test whether the offer in a row has one of some values, or something inside a range.
   *
   * @param {string[]} chosen
   * @param {Range} [range]
   * @returns {(row: number) => boolean}
   */
  test(chosen, range) {
    const wanted = new Set(this.values.flatMap(({ code }, position) => (chosen.includes(code) ? [position] : [])));
    const sets = this.#sets.map((set) => set.some((position) => wanted.has(position)));
    const lies = range ? this.#points.map((points) => points.some((point) => liesIn(point, range))) : [];
    return (row) => sets[this.#rows[row]] || Boolean(lies[this.#at[row]]);
  }

  /**
   * Counts the offers behind each value.
   *
   * @param {Iterable<number>} rows
   * @returns {Record<string, number>}
   */
  count(rows) {
    const ofSet = new Uint32Array(this.#sets.length);
    for (const row of rows) ofSet[this.#rows[row]] += 1;
    const counts = Object.fromEntries(this.values.map(({ code }) => [code, 0]));
    this.#sets.forEach((set, number) => set.forEach((position) => (counts[this.values[position].code] += ofSet[number])));
    return counts;
  }

  /**
   * Returns what the offer in a row is sorted by: the unit, then the least number; of spans that of the next end.
   *
   * @param {number} row
   * @returns {[number, number]}
   */
  sortKey(row) {
    const day = this.facet === "application" ? today() : -Infinity;
    const ahead = this.#points[this.#at[row]].filter(([, to]) => to >= day);
    if (!ahead.length) return [Infinity, 0];
    const [, to, unit] = ahead.reduce((least, point) => (point[1] < least[1] ? point : least));
    return [unit ? this.units.indexOf(unit) : -1, to];
  }
}

/** @param {number | [number, string]} point @returns {Point} */
function whole(point) {
  const [number, unit] = typeof point === "number" ? [point, ""] : point;
  return [number, number, unit];
}

/** Days of each row: the last day, counted from the one before, and the length, or -1. @param {number[][]} rows */
function daysOf(rows) {
  let day = 0;
  return rows.map((row) => {
    const spans = [];
    for (let place = 0; place < row.length; place += 2) {
      day += row[place];
      spans.push([row[place + 1] < 0 ? null : day - row[place + 1], day, ""]);
    }
    return spans;
  });
}

/** @param {Point[]} spans in which one can apply @param {number} day @param {Value[]} values @returns {number[]} */
function applicationAt(spans, day, values) {
  const open = spans.filter(([from, to]) => (from ?? day) <= day && day <= to);
  const found = {
    open: open.length > 0,
    soon: open.some(([, to]) => to - day <= NEAR),
    later: spans.some(([from, to]) => (from ?? day) > day && day <= to),
  };
  found.none = !found.open && !found.later;
  return values.flatMap(({ code }, position) => (found[code] ? [position] : []));
}

/** @param {Point} point @param {Range} range */
function liesIn([first, last, unit], range) {
  if (range.unit && unit && range.unit !== unit) return false;
  return (first ?? last) >= place(range.from, -Infinity) && last <= place(range.to, Infinity);
}

/** @param {string | undefined} text a number or a day @param {number} otherwise */
function place(text, otherwise) {
  if (text === undefined) return otherwise;
  return text.includes("-") ? Date.parse(text) / DAY : Number(text.replace(",", "."));
}
