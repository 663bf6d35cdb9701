// Questions to the index of offers that Pagefind made: OR between the values of a facet, AND between facets.

import { chosenFilters, hasWords, withoutFilter, withoutQuery } from "./search-state.js";

/** @typedef {import("./search-state.js").SearchState} SearchState */

/**
 * What a card shows; generator/search/records.py writes it.
 *
 * @typedef {{text: string, language?: string}} Line
 * @typedef {{style: string, icon: string, text: string}} Chip
 * @typedef {{icon: string, label: string, value: string, detail?: string, unknown?: boolean}} Fact
 * @typedef {{address: string, title: Line, provider: Line, summary?: Line, kind: Chip, states?: Chip[], unknown?: string,
 *   facts?: Fact[]}} Card
 */

/**
 * A way out of an empty list: what to leave out, and how many offers that brings.
 *
 * @typedef {{facet?: string, state: SearchState, number: number}} Remedy
 */

// Every offer has this word: a search without words costs little only as a search for it.
const EVERY_OFFER = "qzxoffer";

export class OfferIndex {
  /** @type {Promise<any> | undefined} */
  #pagefind;

  #folder;

  /** @param {string} folder address of the index, with a slash at its end */
  constructor(folder) {
    this.#folder = folder;
  }

  /** Loads Pagefind, once; a failure is tried anew the next time. */
  load() {
    this.#pagefind ??= this.#start().catch((error) => {
      this.#pagefind = undefined;
      throw error;
    });
    return this.#pagefind;
  }

  async #start() {
    if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
    const pagefind = await import(new URL("pagefind.js", this.#folder).href);
    // In a worker nothing would be faster before the index has many thousands of offers, and it is 40 kB more.
    await pagefind.options({ noWorker: true, basePath: this.#folder });
    await pagefind.init();
    return pagefind;
  }

  /**
   * Finds all offers for a state, in the order in which they are to be shown.
   *
   * @param {SearchState} state
   * @returns {Promise<{data: () => Promise<any>}[]>}
   */
  async find(state) {
    return (await this.#search(state)).results;
  }

  /**
   * Loads the cards of one page of results.
   *
   * @param {{data: () => Promise<any>}[]} results
   * @returns {Promise<Card[]>}
   */
  cards(results) {
    return Promise.all(results.map(async (result) => card((await result.data()).raw_url)));
  }

  /**
   * Counts the offers behind each value of a facet, whatever is chosen in this facet itself.
   *
   * @param {SearchState} state
   * @param {string} facet
   * @param {string[]} values all values of the facet
   * @returns {Promise<Record<string, number>>}
   */
  async count(state, facet, values) {
    const facets = { ...state.facets, [facet]: values };
    return (await this.#search({ ...state, facets })).filters[facet] ?? {};
  }

  /**
   * Finds what empties the list: each facet, or the words, without which there would be offers.
   *
   * @param {SearchState} state
   * @returns {Promise<Remedy[]>}
   */
  async remedies(state) {
    const facets = [...new Set(chosenFilters(state).map(({ facet }) => facet))];
    const ways = facets.map((facet) => ({ facet, state: withoutFilter(state, facet) }));
    if (hasWords(state) && facets.length) ways.push({ facet: undefined, state: withoutQuery(state) });
    const tried = ways.map(async (way) => ({ ...way, number: (await this.find(way.state)).length }));
    return (await Promise.all(tried)).filter(({ number }) => number > 0);
  }

  /** @param {SearchState} state */
  async #search(state) {
    const pagefind = await this.load();
    const chosen = Object.entries(state.facets).filter(([, values]) => values.length);
    const filters = Object.fromEntries(chosen.map(([facet, values]) => [facet, { any: values }]));
    if (hasWords(state)) return pagefind.search(state.query, { filters });
    return pagefind.search(EVERY_OFFER, { filters, sort: { title: "asc" } });
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
