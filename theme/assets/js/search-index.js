// Words and cards: the index that Pagefind made, with the rows in which offers stand in the columns.

import { sharesBeginnings } from "./search-names.js";

/**
 * What a card shows; generator/search/records.py writes it.
 *
 * @typedef {{text: string, language?: string}} Line
 * @typedef {{style: string, icon: string, text: string}} Chip
 * @typedef {{icon: string, label: string, value: string, detail?: string, due?: string, unknown?: boolean}} Fact
 * @typedef {{address: string, title: Line, provider: Line, summary?: Line, kind: Chip, states?: Chip[], unknown?: string,
 *   facts?: Fact[]}} Card
 */

// Every offer has this word; sorted by row, the search for it tells in which row each hit of another search stands.
const EVERY_OFFER = "qzxoffer";

export class OfferIndex {
  /** @type {Promise<{pagefind: any, offers: any[], rows: Map<string, number>}> | undefined} */
  #opened;

  #folder;

  /** @param {string} folder address of the index, with a slash at its end */
  constructor(folder) {
    this.#folder = folder;
  }

  /** Loads Pagefind and the rows of all offers, once; a failure is tried anew the next time. */
  #open() {
    this.#opened ??= this.#start().catch((error) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #start() {
    if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
    const pagefind = await import(new URL("pagefind.js", this.#folder).href);
    // In a worker nothing would be faster before the index has many thousands of offers, and it is 40 kB more.
    await pagefind.options({ noWorker: true, basePath: this.#folder });
    await pagefind.init();
    const offers = (await pagefind.search(EVERY_OFFER, { sort: { row: "asc" } })).results;
    return { pagefind, offers, rows: new Map(offers.map(({ id }, row) => [id, row])) };
  }

  /** @returns {Promise<number>} how many offers there are */
  async size() {
    return (await this.#open()).offers.length;
  }

  /**
   * Finds the offers that have all words.
   *
   * @param {string} query
   * @returns {Promise<number[]>} their rows, what fits best first
   */
  async find(query) {
    const { pagefind, rows } = await this.#open();
    const { results } = await pagefind.search(query);
    if (!results.length) return [];
    const { content, meta } = await results[0].data();
    return sharesBeginnings(query, `${content} ${meta.hidden}`) ? results.map(({ id }) => rows.get(id)) : [];
  }

  /**
   * Loads the cards of some offers.
   *
   * @param {number[]} rows
   * @returns {Promise<Card[]>}
   */
  async cards(rows) {
    const { offers } = await this.#open();
    return Promise.all(rows.map(async (row) => card((await offers[row].data()).raw_url)));
  }
}

/**
 * @param {string} url the address of an offer and, behind #, its card as JSON
 * @returns {Card}
 */
function card(url) {
  const end = url.indexOf("#");
  return { ...JSON.parse(url.slice(end + 1)), address: url.slice(0, end) };
}
