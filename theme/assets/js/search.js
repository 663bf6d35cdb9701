// The search page: what the reader does becomes a state, the state stands in the address, and is shown.

import { Columns } from "./search-columns.js";
import { OfferIndex } from "./search-index.js";
import { Match } from "./search-match.js";
import { FilterNames, withoutWords, wordsOf } from "./search-names.js";
import * as states from "./search-state.js";
import { SearchView } from "./search-view.js";

/** @typedef {import("./search-state.js").SearchState} SearchState */
/** @typedef {import("./search-columns.js").Column} Column */
/** @typedef {import("./search-match.js").Constraint} Constraint */

const PAGE_SIZE = 10;
const PAUSE = 250; // milliseconds after the last key
const WORD = "q:"; // begins the name of the constraint that an offer has a word
const MOST_WORDS = 8; // looked for one by one, to find out which of them no offer has together with the others
const STEPS = 4; // ways out of an empty list
const UNSAID = "none"; // the value of offers that say nothing
const MISSES = 4; // offers that nearly fit; shown where fewer than a page fit
const IN_STEPS = ["price", "level", "credits", "hours"]; // facets whose values are near to each other or far
const COLUMN_OF_ORDER = { deadline: "application", price: "price", credits: "credits" };

class Search {
  /** @type {SearchState} */
  #state;

  /** What the last search left; undefined before and while there is none. @type {Match | undefined} */
  #match;

  #turn = 0; // answers to an earlier turn come too late
  #waiting = 0;
  #lastWasTyping = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    const { base, language } = root.dataset;
    const place = (path) => new URL(base + path, document.baseURI).href;
    this.view = new SearchView(root);
    this.index = new OfferIndex(place(`pagefind/${language}/`));
    this.columns = new Columns(place(`${language}/search/`));
    this.names = new FilterNames(place(`${language}/search/names.json`));
    this.offered = this.view.offered;
    this.#state = states.readState(new URLSearchParams(), this.offered);
    history.scrollRestoration = "manual"; // results come later than the browser would scroll
    this.#listen(root);
  }

  /** @param {HTMLElement} root */
  #listen(root) {
    const { form, order, groups } = this.view;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
    form.q.addEventListener("input", () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#ask(true), PAUSE);
    });
    order.addEventListener("change", () => this.#ask());
    for (const group of groups.groups) {
      group.addEventListener("change", ({ target }) => target.name && this.#ask());
      group.addEventListener("toggle", () => group.open && this.#count(group.dataset.facet));
    }
    root.addEventListener("click", (event) => this.#follow(event));
    window.addEventListener("popstate", () => {
      clearTimeout(this.#waiting);
      this.#lastWasTyping = false;
      groups.leaveFields();
      this.open();
    });
    window.addEventListener("pagehide", keepPlace);
  }

  /** Buttons change the state, links to pages of results turn them. @param {MouseEvent} event */
  #follow(event) {
    const button = event.target.closest("button[data-facet], button[data-leave], button[data-all]");
    const turned = event.target.closest("#search-pages a");
    const elsewhere = turned && (event.ctrlKey || event.metaKey || event.shiftKey);
    if ((!button && !turned) || elsewhere) return;
    if (turned) event.preventDefault();
    keepPlace();
    // What was clicked goes away or changes its meaning: the reader continues at the results.
    this.view.heading.focus();
    this.#go(button ? this.#changed(button.dataset) : states.readState(new URL(turned.href).searchParams, this.offered));
  }

  /** Shows what the address says, at the place where the reader left it. */
  async open() {
    await this.#show(states.readState(new URLSearchParams(location.search), this.offered));
    if (history.state?.place !== undefined) scrollTo({ top: history.state.place, behavior: "instant" });
  }

  /** @returns {SearchState} what the form says; groups that are still empty keep what was chosen in them */
  #fromForm() {
    const said = states.readState(new FormData(this.view.form), this.offered);
    const unseen = (chosen) => Object.entries(chosen).filter(([facet]) => !this.view.groups.isFilled(facet));
    return {
      ...said,
      values: { ...said.values, ...Object.fromEntries(unseen(this.#state.values)) },
      ranges: { ...said.ranges, ...Object.fromEntries(unseen(this.#state.ranges)) },
      page: 1,
    };
  }

  /** Searches for what the form says. @param {boolean} [typing] */
  #ask(typing = false) {
    keepPlace();
    return this.#go(this.#fromForm(), typing);
  }

  /** @param {SearchState} next @param {boolean} [typing] one entry of the history holds all that is typed at once */
  #go(next, typing = false) {
    clearTimeout(this.#waiting);
    const query = states.writeState(next);
    if (query !== location.search) {
      history[typing && this.#lastWasTyping ? "replaceState" : "pushState"](null, "", query || location.pathname);
      this.#lastWasTyping = typing;
    } else if (!typing) {
      this.#lastWasTyping = false;
    }
    return this.#show(next);
  }

  /** @param {SearchState} next */
  async #show(next) {
    this.#state = next;
    const mine = ++this.#turn;
    // At once, since the reader may go on typing and choosing while the columns arrive.
    this.view.showAsked(next);
    try {
      const chosen = await Promise.all(states.chosenFacets(next).map((facet) => this.columns.load(facet)));
      if (mine !== this.#turn) return;
      chosen.forEach((column) => this.view.groups.fill(column));
      const state = chosen.reduce(onlyKnown, next);
      this.#state = state;
      this.#match = undefined;
      this.view.showState(state, states.chosenFilters(state));
      this.view.showLost(lostFilters(next, state), [...new URLSearchParams(location.search).keys()]);
      this.view.showLanguages(states.writeState(state));
      if (states.isSearch(state)) await this.#search(mine, chosen);
      else this.view.showStart(states.isTooShort(state));
      if (mine === this.#turn) await Promise.all(this.view.groups.open.map((facet) => this.#count(facet)));
    } catch {
      if (mine === this.#turn) this.view.showBroken();
    }
  }

  /** @param {number} mine @param {Column[]} chosen columns of the facets in which something is chosen */
  async #search(mine, chosen) {
    const state = this.#state;
    this.view.showSearching();
    const hits = states.hasWords(state) ? await this.index.find(state.query) : undefined;
    const size = chosen[0]?.size ?? (await this.index.size());
    const found = new Match(size, [...(await this.#words(hits)), ...filters(state, chosen)]);
    const rows = await this.#inOrder((hits ?? [...found.rows()]).filter((row) => found.fits(row)));
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
    const page = Math.min(state.page, pages);
    const cards = await this.index.cards(rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE));
    // Without the names of filters there is still a search.
    const named = hits ? await this.names.in(state.query).catch(() => []) : [];
    const misses = rows.length < PAGE_SIZE ? await this.#nearMisses(found, hits) : [];
    if (mine !== this.#turn) return;
    this.#match = found;
    const address = (number) => states.writeState({ ...state, page: number }) || location.pathname;
    if (rows.length) {
      const turn = { page, pages, previous: address(page - 1), next: address(page + 1) };
      this.view.showResults(cards, rows.length, turn, states.isTooShort(state));
    } else {
      this.view.showNone(state, found.isCombined ? found.steps().slice(0, STEPS) : []);
    }
    this.view.showNear(misses);
    this.view.showNamed(named.filter(({ facet, code }) => !state.values[facet]?.includes(code)));
  }

  /** Constraints of the words: all together, or one by one where no offer has them all. @param {number[]} [hits] */
  async #words(hits) {
    if (!hits) return [];
    const { query } = this.#state;
    const together = [{ name: WORD, shown: query, test: among(hits) }];
    const words = [...new Set(wordsOf(query))];
    if (hits.length || words.length < 2 || words.length > MOST_WORDS) return together;
    const found = await Promise.all(words.map((word) => this.index.find(word)));
    const tests = found.map(among);
    // Some offers have each of them, so the query asked for more than words: a phrase, or a word that is too short.
    if (found[0].some((row) => tests.every((test) => test(row)))) return together;
    return words.map((word, number) => ({ name: WORD + word, shown: word, test: tests[number] }));
  }

  /** @param {number[]} rows what fits best first, or what begins next @returns {Promise<number[]>} */
  async #inOrder(rows) {
    const { order } = this.#state;
    if (order === "start") return rows.sort((one, other) => one - other);
    if (!(order in COLUMN_OF_ORDER)) return rows;
    const column = await this.columns.load(COLUMN_OF_ORDER[order]);
    const keyed = rows.map((row) => ({ row, key: column.sortKey(row) }));
    keyed.sort(({ key: one }, { key: other }) => (one[0] === other[0] ? one[1] - other[1] : one[0] - other[0]));
    return keyed.map(({ row }) => row);
  }

  /** @param {Match} found @param {number[]} [hits] rows that have the words, what fits best first */
  async #nearMisses(found, hits) {
    const rank = hits && new Map(hits.map((row, position) => [row, position]));
    const misses = found.nearMisses().filter(({ name }) => !name.startsWith(WORD));
    const missed = [...new Set(misses.map(({ name }) => name))];
    const column = new Map(await Promise.all(missed.map(async (name) => [name, await this.columns.load(name)])));
    const far = new Map(misses.map((miss) => [miss, this.#distance(miss.row, column.get(miss.name))]));
    misses.sort((one, other) => far.get(one) - far.get(other) || (rank ? rank.get(one.row) - rank.get(other.row) : 0));
    const shown = misses.slice(0, MISSES);
    const cards = await this.index.cards(shown.map(({ row }) => row));
    return shown.map(({ row, name }, number) => {
      // What misses a range is said as exactly as the range was.
      const points = this.#state.ranges[name] && !this.#state.values[name] ? column.get(name).pointsOf(row) : [];
      const values = column.get(name).valuesOf(row).map(({ label }) => label);
      return { card: cards[number], facet: name, points, values };
    });
  }

  /** How far an offer is from what was chosen: what it does not say may fit after all. @param {number} row @param {Column} column */
  #distance(row, column) {
    const chosen = this.#state.values[column.facet];
    const place = (code) => column.values.findIndex((value) => value.code === code);
    const own = column.valuesOf(row).map(({ code }) => code).filter((code) => code !== UNSAID);
    if (!own.length) return 0;
    if (!IN_STEPS.includes(column.facet) || !chosen) return 2;
    return Math.min(...own.flatMap((code) => chosen.map((wanted) => Math.abs(place(code) - place(wanted)))));
  }

  /** Offers the values of an open group with their counts. @param {string} facet */
  async #count(facet) {
    const mine = this.#turn;
    const { groups } = this.view;
    groups.keepFree(facet);
    try {
      const column = await this.columns.load(facet);
      // Only once: whatever is typed or ticked after that is newer than the state.
      if (groups.fill(column)) groups.tick(facet, this.#state);
      if (mine !== this.#turn || (states.isSearch(this.#state) && !this.#match)) return;
      groups.showCounts(facet, column.count((this.#match ?? new Match(column.size, [])).rows(facet)));
    } catch {
      groups.showFailure(facet);
    }
  }

  /** @param {DOMStringMap} what a button takes away, or with `words` puts in their place */
  #changed({ facet, value, range, leave, words }) {
    const state = this.#state;
    if (words !== undefined) {
      const query = withoutWords(state.query, words.split(" "));
      return states.withValues({ ...state, query, page: 1 }, facet, [...new Set([...(state.values[facet] ?? []), value])]);
    }
    if (facet) return states.withoutFilter(state, facet, { value, range: range !== undefined });
    if (leave === undefined) return states.withoutFilters(state);
    return leave.split(" ").reduce(withoutConstraint, state);
  }
}

/** Remembers how far the page was read, for when the reader comes back to this entry of the history. */
function keepPlace() {
  history.replaceState({ place: scrollY }, "");
}

/** @param {SearchState} state @param {string} name of a constraint @returns {SearchState} */
function withoutConstraint(state, name) {
  if (!name.startsWith(WORD)) return states.withoutFilter(state, name);
  const word = name.slice(WORD.length);
  return { ...state, query: word && withoutWords(state.query, [word]), page: 1 };
}

/** Returns a test whether a row is among some. @param {number[]} rows */
function among(rows) {
  const having = new Set(rows);
  return (row) => having.has(row);
}

/** @param {SearchState} state @param {Column[]} chosen @returns {Constraint[]} */
function filters(state, chosen) {
  const named = chosen.filter(({ facet }) => states.chosenFacets(state).includes(facet));
  return named.map((column) => ({
    name: column.facet,
    test: column.test(state.values[column.facet] ?? [], state.ranges[column.facet]),
  }));
}

/** Leaves out values and units that a column does not have. @param {SearchState} state @param {Column} column */
function onlyKnown(state, { facet, values, units }) {
  const same = (chosen) => values.find(({ code }) => code.toLowerCase() === chosen.toLowerCase());
  const known = (state.values[facet] ?? []).flatMap((chosen) => same(chosen)?.code ?? []);
  return states.withValues(withKnownUnit(state, facet, units), facet, [...new Set(known)]);
}

/** A range in a unit that no offer has is none. @param {SearchState} state @param {string} facet @param {string[]} units */
function withKnownUnit(state, facet, units) {
  const { unit: asked, ...range } = state.ranges[facet] ?? {};
  if (!range.from && !range.to) return state;
  if (!units.length) return states.withRange(state, facet, range);
  const unit = asked ? units.find((one) => one.toLowerCase() === asked.toLowerCase()) : units[0];
  return unit ? states.withRange(state, facet, { ...range, unit }) : states.withoutRange(state, facet);
}

/** What was asked for and is not there. @param {SearchState} asked @param {SearchState} state */
function lostFilters(asked, state) {
  const same = (one, other) => one.toLowerCase() === other.toLowerCase();
  return states.chosenFilters(asked).flatMap(({ facet, value, range }) => {
    if (range) return state.ranges[facet] ? [] : { facet, value: range.unit };
    return state.values[facet]?.some((known) => same(known, value)) ? [] : { facet, value };
  });
}

new Search(document.querySelector("#search")).open();
