// The search page as a reader sees it.

import { DAY } from "./deadlines.js";
import { cardItem, copy } from "./search-card.js";
import { FacetGroups } from "./search-facets.js";

/**
 * @typedef {import("./search-state.js").SearchState} SearchState
 * @typedef {import("./search-state.js").Filter} Filter
 * @typedef {import("./search-index.js").Card} Card
 */

/**
 * The words that templates/search.html.j2 hands over, in the language of the page.
 *
 * @typedef {object} SearchWords
 * @property {Record<string, string>} offers "{number} offers" by plural category (CLDR)
 * @property {Record<string, string>} filters "{number} filters" by plural category
 * @property {Record<string, string>} named orders by name
 */

const WIDE = matchMedia("(min-width: 62rem)"); // where the filters stand beside the results

export class SearchView {
  /** @param {HTMLElement} root */
  constructor(root) {
    const find = (selector) => root.querySelector(selector);
    /** @type {SearchWords & Record<string, string>} */
    this.words = JSON.parse(find("#search-words").textContent);
    this.base = root.dataset.base;
    this.language = root.dataset.language;
    this.locale = root.dataset.locale;
    this.plurals = new Intl.PluralRules(this.locale);
    this.numbers = new Intl.NumberFormat(this.locale);
    this.groups = new FacetGroups(find("#search-facets"), this.numbers);
    this.form = find("form");
    this.order = find("#search-order");
    this.chosen = find("#search-chosen");
    this.status = find("#search-status");
    this.start = find("#search-start");
    this.found = find(".mc-found");
    this.results = find("#search-results");
    this.heading = find("#search-heading");
    this.none = find("#search-none");
    this.near = find("#search-near");
    this.pages = find("#search-pages");
    this.broken = find("#search-broken");
    this.languages = document.querySelectorAll(".mc-languages a");
    this.panel = find("#search-panel");
    this.done = find("#search-done");
    this.lost = find("#search-lost");
    this.named = find("#search-named");
    const unfold = (open) => {
      find("#search-facets").classList.toggle("mc-facets--open", open);
      this.panel.setAttribute("aria-expanded", String(open));
    };
    this.panel.addEventListener("click", () => unfold(this.panel.getAttribute("aria-expanded") !== "true"));
    this.done.addEventListener("click", () => {
      unfold(false);
      this.heading.focus();
    });
  }

  /** @returns {import("./search-state.js").Offered} */
  get offered() {
    const orders = [...this.order.options].map(({ value }) => value);
    return { facets: this.groups.facets, ranges: this.groups.ranges, orders };
  }

  /** Writes words and order into the form. @param {SearchState} state */
  showAsked(state) {
    if (this.form.q.value.trim() !== state.query) this.form.q.value = state.query;
    this.order.value = state.order;
  }

  /** Shows what is being filtered by: the ticks, the removable filters.
   *
   * @param {SearchState} state
   * @param {Filter[]} filters
   */
  showState(state, filters) {
    this.groups.showChosen(state, WIDE.matches); // elsewhere an open group would push the results away
    delete this.found.dataset.filtered;
    this.chosen.hidden = filters.length === 0;
    this.filters = filters.length;
    this.panel.querySelector(".mc-count").textContent = filters.length ? this.numbers.format(filters.length) : "";
    this.chosen.querySelectorAll("li:not(:last-child)").forEach((item) => item.remove());
    this.chosen.prepend(...filters.map((filter) => this.#chip(filter)));
  }

  /** Says which filters of an address were left out.
   *
   * @param {Filter[]} filters with values that no offer has
   * @param {string[]} parameters of the address, which may name facets that no offer says anything about
   */
  showLost(filters, parameters) {
    const facets = parameters.map((name) => name.replace(/-(from|to|in)$/, ""));
    const silent = facets.filter((name) => Object.hasOwn(this.words.silent, name)).map((name) => this.words.silent[name]);
    const values = filters.map(({ facet, value }) => fill(this.words.named, { facet: this.groups.name(facet), value }));
    const names = [...new Set([...values, ...silent])];
    this.lost.textContent = names.length ? fill(this.words.lost, { filters: names.join(", ") }) : "";
    this.lost.hidden = !names.length;
  }

  /** Offers filters whose names were typed as words. @param {import("./search-names.js").Named[]} named */
  showNamed(named) {
    const items = named.map(({ facet, code, label, words }) => {
      const text = fill(this.words.named, { facet: this.groups.name(facet), value: label });
      return this.#button(text, { facet, value: code, words: words.join(" ") }, "#search-way");
    });
    this.named.hidden = !items.length;
    this.named.querySelector("ul").replaceChildren(...items);
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
    this.done.parentElement.hidden = true; // there is nothing to be shown yet
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
   * @param {boolean} isShort whether words were typed that are too short to be looked for
   */
  showResults(cards, number, place, isShort) {
    this.#fill(cards.map((card) => cardItem(card, this.base)));
    const page = fill(this.words.page, { page: this.numbers.format(place.page), pages: this.numbers.format(place.pages) });
    const filters = this.filters ? [this.#count(this.words.filters, this.filters)] : [];
    const order = this.order.value ? [this.order.selectedOptions[0].text] : [];
    const told = [this.offers(number), ...filters, ...order, ...(place.pages > 1 ? [page] : [])].join(", ");
    this.#say(isShort ? `${told}. ${this.words.short}` : told);
    this.order.closest("p").hidden = number < 2;
    this.pages.hidden = place.pages < 2;
    this.pages.querySelector("[aria-current]").textContent = page;
    link(this.pages.querySelector("[rel=prev]"), place.page > 1, place.previous);
    link(this.pages.querySelector("[rel=next]"), place.page < place.pages, place.next);
  }

  /**
   * @param {SearchState} state
   * @param {{names: string[], words: Record<string, string>, number: number}[]} steps constraints to leave out
   */
  showNone(state, steps) {
    this.#fill([]);
    this.#say(this.words.none);
    this.none.hidden = false;
    const items = steps.map(({ names, words, number }) => {
      const chosen = names.map((name) => fill(this.words.quoted, { text: words[name] ?? this.#choice(state, name) }));
      const text = fill(this.words.without, { filter: chosen.join(` ${this.words.and} `), offers: this.offers(number) });
      return this.#button(text, { leave: names.join(" ") }, "#search-way");
    });
    this.none.querySelector("#search-remedies").replaceChildren(...items);
  }

  /**
   * Shows offers that only one choice of the reader keeps out, and why.
   *
   * @param {{card: Card, facet: string, values: string[], points: import("./search-columns.js").Point[]}[]} misses
   */
  showNear(misses) {
    const items = misses.map(({ card, facet, values, points }) => {
      const exact = points.map((point) => this.#point(facet, point));
      const value = (exact.length ? exact : values).join(", ") || this.words.unsaid;
      return cardItem(card, this.base, fill(this.words.miss, { facet: this.groups.name(facet), value }));
    });
    this.near.hidden = items.length === 0;
    this.near.querySelector("ul").replaceChildren(...items);
  }

  showBroken() {
    this.#fill([]);
    this.#say("");
    this.broken.hidden = false;
    this.lost.hidden = true;
    this.done.parentElement.hidden = true;
    delete this.found.dataset.filtered;
  }

  /** @param {number} number */
  offers(number) {
    return this.#count(this.words.offers, number);
  }

  /** @param {Record<string, string>} forms @param {number} number */
  #count(forms, number) {
    return fill(forms[this.plurals.select(number)] ?? forms.other, { number: this.numbers.format(number) });
  }

  /** Writes anew what is the same too: it was searched anew, and a screen reader says so. @param {string} text */
  #say(text) {
    this.status.textContent = text;
    this.done.textContent = text;
  }

  /** @param {Element[]} items */
  #fill(items) {
    delete this.found.dataset.asked;
    this.broken.hidden = true;
    this.done.parentElement.hidden = false;
    this.results.replaceChildren(...items);
    this.results.setAttribute("aria-busy", "false");
    for (const part of [this.start, this.none, this.near, this.named, this.pages, this.order.closest("p")]) part.hidden = true;
  }

  /** What a reader chose in a facet, in words. @param {SearchState} state @param {string} facet */
  #choice(state, facet) {
    const range = state.ranges[facet];
    const parts = [...this.groups.labels(facet, state.values[facet] ?? []), ...(range ? [this.#range(facet, range)] : [])];
    return fill(this.words.named, { facet: this.groups.name(facet), value: parts.join(", ") });
  }

  /** @param {string} facet @param {import("./search-state.js").Range} range */
  #range(facet, range) {
    const write = (text) => (text.includes("-") ? day(text, this.locale) : this.numbers.format(text.replace(",", ".")));
    const pattern = range.from && range.to ? this.words.between : range.from ? this.words.from : this.words.upto;
    const text = fill(pattern, { from: range.from && write(range.from), to: range.to && write(range.to) });
    return [text, range.unit ?? this.groups.unit(facet)].filter(Boolean).join(" ");
  }

  /** @param {string} facet @param {import("./search-columns.js").Point} point */
  #point(facet, [, last, unit]) {
    if (this.groups.ranges[facet] === "date") return day(new Date(last * DAY).toISOString().slice(0, 10), this.locale);
    return [this.numbers.format(last), unit || this.groups.unit(facet)].filter(Boolean).join(" ");
  }

  /** @param {Filter} filter */
  #chip({ facet, value, range }) {
    const chosen = { values: { [facet]: value === undefined ? [] : [value] }, ranges: range ? { [facet]: range } : {} };
    return this.#button(this.#choice(chosen, facet), value === undefined ? { facet, range: "" } : { facet, value });
  }

  /** @param {string} text @param {Record<string, string>} what to change, for `data-` attributes @param {string} template */
  #button(text, what, template = "#search-filter") {
    const item = copy(template);
    const button = item.querySelector("button");
    Object.assign(button.dataset, what);
    button.querySelector("[data-text]").textContent = text;
    return item;
  }
}

/** @param {string} text 2027-03-01 @param {string} locale */
function day(text, locale) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(text));
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
