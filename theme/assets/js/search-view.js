// The search page as a reader sees it.

import { copy, cardItem } from "./search-card.js";

/**
 * @typedef {import("./search-state.js").SearchState} SearchState
 * @typedef {import("./search-index.js").Card} Card
 */

/**
 * The words that templates/search.html.j2 hands over, in the language of the page.
 *
 * @typedef {object} SearchWords
 * @property {Record<string, string>} offers "{number} offers" by plural category (CLDR)
 * @property {string} none
 * @property {string} page
 * @property {string} searching
 * @property {string} short
 * @property {string} start
 * @property {string} without
 * @property {string} named
 */

const WIDE = matchMedia("(min-width: 62rem)"); // where the filters stand beside the results

export class SearchView {
  /** @param {HTMLElement} root */
  constructor(root) {
    const find = (selector) => root.querySelector(selector);
    /** @type {SearchWords} */
    this.words = JSON.parse(find("#search-words").textContent);
    this.base = root.dataset.base;
    this.plurals = new Intl.PluralRules(root.dataset.language);
    this.numbers = new Intl.NumberFormat(root.dataset.language);
    this.form = find("form");
    this.facets = [...root.querySelectorAll(".mc-facet")];
    this.chosen = find("#search-chosen");
    this.status = find("#search-status");
    this.start = find("#search-start");
    this.results = find("#search-results");
    this.heading = find("#search-heading");
    this.none = find("#search-none");
    this.pages = find("#search-pages");
    this.broken = find("#search-broken");
    this.languages = document.querySelectorAll(".mc-languages a");
  }

  /** @returns {Record<string, string[]>} all values of each facet */
  get offered() {
    return Object.fromEntries(this.facets.map((facet) => [facet.dataset.facet, boxes(facet).map(({ value }) => value)]));
  }

  /** Shows what is being searched for: the words, the ticks, the removable filters.
   *
   * @param {SearchState} state
   * @param {{facet: string, value: string}[]} filters
   */
  showState(state, filters) {
    if (this.form.q.value.trim() !== state.query) this.form.q.value = state.query;
    for (const facet of this.facets) {
      const chosen = state.facets[facet.dataset.facet];
      for (const box of boxes(facet)) box.checked = chosen.includes(box.value);
      if (chosen.length && WIDE.matches) facet.open = true; // elsewhere it would push the results away
    }
    this.chosen.hidden = filters.length === 0;
    const items = filters.map(({ facet, value }) => this.#button(this.#filterName(facet, value), { facet, value }));
    this.chosen.querySelectorAll("li:not(:last-child)").forEach((item) => item.remove());
    this.chosen.prepend(...items);
  }

  /** Lets the language switch keep the search: the values of filters are the same in all languages.
   *
   * @param {string} query of the address, with its question mark
   */
  showLanguages(query) {
    for (const language of this.languages) language.search = query;
  }

  /** Nothing to search for yet.
   *
   * @param {boolean} isShort whether something was typed
   */
  showStart(isShort) {
    this.#fill([]);
    this.#say(isShort ? this.words.short : this.words.start);
    this.start.hidden = false;
  }

  /** The former results stay until the next ones are there, so that nothing jumps. */
  showSearching() {
    this.broken.hidden = true;
    this.start.hidden = true;
    this.results.setAttribute("aria-busy", "true");
    if (!this.results.childElementCount) this.#say(this.words.searching);
  }

  /**
   * @param {Card[]} cards
   * @param {number} number of all offers found
   * @param {{page: number, pages: number, previous: string, next: string}} place
   */
  showResults(cards, number, place) {
    this.#fill(cards.map((card) => cardItem(card, this.base)));
    const page = fill(this.words.page, { page: this.numbers.format(place.page), pages: this.numbers.format(place.pages) });
    this.#say(place.pages > 1 ? `${this.offers(number)}, ${page}` : this.offers(number));
    this.pages.hidden = place.pages < 2;
    this.pages.querySelector("[aria-current]").textContent = page;
    link(this.pages.querySelector("[rel=prev]"), place.page > 1, place.previous);
    link(this.pages.querySelector("[rel=next]"), place.page < place.pages, place.next);
  }

  /**
   * @param {SearchState} state
   * @param {{facet?: string, number: number}[]} remedies
   */
  showNone(state, remedies) {
    this.#fill([]);
    this.#say(this.words.none);
    this.none.hidden = false;
    const items = remedies.map(({ facet, number }) => {
      const filter = facet ? this.#filterName(facet, ...state.facets[facet]) : state.query;
      const text = fill(this.words.without, { filter, offers: this.offers(number) });
      return this.#button(text, facet ? { facet } : { query: "" });
    });
    this.none.querySelector("#search-remedies").replaceChildren(...items);
  }

  showBroken() {
    this.#fill([]);
    this.#say("");
    this.broken.hidden = false;
  }

  /**
   * @param {string} name of a facet
   * @param {Record<string, number>} counts
   */
  showCounts(name, counts) {
    const facet = this.facets.find(({ dataset }) => dataset.facet === name);
    for (const box of boxes(facet)) {
      box.closest("label").querySelector(".mc-count").textContent = this.numbers.format(counts[box.value] ?? 0);
    }
  }

  /** @param {number} number */
  offers(number) {
    const forms = this.words.offers;
    return fill(forms[this.plurals.select(number)] ?? forms.other, { number: this.numbers.format(number) });
  }

  /** @param {string} text */
  #say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /** @param {Element[]} items */
  #fill(items) {
    this.results.replaceChildren(...items);
    this.results.setAttribute("aria-busy", "false");
    this.start.hidden = true;
    this.none.hidden = true;
    this.pages.hidden = true;
  }

  /** @param {string} facet @param {...string} values */
  #filterName(facet, ...values) {
    const group = this.facets.find(({ dataset }) => dataset.facet === facet);
    const labels = boxes(group).filter(({ value }) => values.includes(value)).map((box) => label(box));
    return fill(this.words.named, { facet: group.querySelector("summary").textContent.trim(), value: labels.join(", ") });
  }

  /** @param {string} text @param {Record<string, string>} what to leave out, for `data-` attributes */
  #button(text, what) {
    const item = copy("#search-filter");
    const button = item.querySelector("button");
    Object.assign(button.dataset, what);
    button.querySelector("[data-text]").textContent = text;
    return item;
  }
}

/** @param {Element} facet @returns {HTMLInputElement[]} */
function boxes(facet) {
  return [...facet.querySelectorAll("input")];
}

/** @param {HTMLInputElement} box */
function label(box) {
  return box.nextElementSibling.textContent.trim();
}

/** @param {string} text with {names} @param {Record<string, string>} values */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** @param {HTMLAnchorElement} anchor @param {boolean} leads @param {string} address */
function link(anchor, leads, address) {
  anchor.closest("li").hidden = !leads;
  anchor.href = address;
}
