// The quality of the registry: the filter over all offers, whose state stands in the address. Without filters the rows
// are those that came with the page; with filters they are made of the table, which is loaded when it is first needed.

import { loadTable } from "./quality-table.js";

/** @typedef {import("./quality-table.js").Row} Row */

const PAGE_SIZE = 100; // as on the pages that came with the site

class Quality {
  /** @type {Promise<Row[]> | undefined} */
  #table;

  #turn = 0; // a table that arrives for an earlier turn comes too late

  /** @param {HTMLElement} root */
  constructor(root) {
    const find = (selector) => root.querySelector(selector);
    this.place = root.dataset;
    this.form = find("#quality-form");
    this.fields = [...this.form.querySelectorAll("select")];
    this.found = find(".mc-found");
    this.heading = find("#grid");
    this.status = find("#quality-status");
    this.grid = find("#quality-grid table");
    this.turns = find("#quality-pages");
    this.elements = [...this.form.elements.element.options].map(({ value }) => value).filter(Boolean);
    this.template = (name) => find(`#quality-${name}`).content;
    this.words = JSON.parse(find("#quality-words").textContent);
    this.broken = find("#quality-broken");
    this.unfiltered = { status: this.status.textContent, bodies: [...this.grid.tBodies], turns: [...this.turns.children] };
    this.languages = document.querySelectorAll(".mc-languages a");
    this.plurals = new Intl.PluralRules(this.place.locale);
    this.numbers = new Intl.NumberFormat(this.place.locale);
    this.days = new Intl.DateTimeFormat(this.place.locale, { dateStyle: "long", timeZone: "UTC" });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => this.#go());
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const field of this.fields) field.value = "";
      this.#go();
    });
    this.turns.addEventListener("click", (event) => this.#follow(event));
    window.addEventListener("popstate", () => this.open());
  }

  /** Shows what the address says. */
  open() {
    const asked = new URLSearchParams(location.search);
    const lost = [];
    for (const field of this.fields) {
      const value = asked.get(field.name) ?? "";
      field.value = value;
      if (field.selectedIndex >= 0) continue;
      field.value = "";
      lost.push(value);
    }
    return this.#show(Number.parseInt(asked.get("page"), 10) || 1, lost);
  }

  /** @returns {Record<string, string>} what is chosen, by the name of its field */
  get #chosen() {
    return Object.fromEntries(this.fields.filter(({ value }) => value).map(({ name, value }) => [name, value]));
  }

  /** The address of a page of what is chosen. @param {number} [page] */
  #address(page = 1) {
    const parameters = new URLSearchParams(this.#chosen);
    if (page > 1) parameters.set("page", String(page));
    return parameters.size ? `?${parameters}` : location.pathname;
  }

  /** Remembers what was chosen as a new entry of the history, and shows it. */
  #go() {
    history.pushState(null, "", this.#address());
    return this.#show(1);
  }

  /** Links to pages of rows turn them, unless they are to be opened elsewhere. @param {MouseEvent} event */
  #follow(event) {
    const link = event.target.closest("a[rel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    this.heading.focus(); // the link goes away or changes its meaning
    this.open();
  }

  /** @param {number} page @param {string[]} [lost] values that no offer has */
  async #show(page, lost = []) {
    const mine = ++this.#turn;
    const chosen = this.#chosen;
    for (const language of this.languages) language.search = new URLSearchParams(chosen);
    try {
      if (!Object.keys(chosen).length) this.#showAll();
      else {
        const rows = (await this.#load()).filter((row) => this.#fits(row, chosen));
        if (mine !== this.#turn) return;
        this.#showRows(rows, page);
      }
      this.broken.hidden = true;
      if (lost.length) this.status.append(` · ${fill(this.words.lost, { filters: lost.join(", ") })}`);
    } catch {
      if (mine !== this.#turn) return;
      this.#showAll();
      this.broken.hidden = false;
    }
    this.found.removeAttribute("data-asked");
  }

  /** Loads the table once; a failure is tried anew the next time. */
  #load() {
    this.status.textContent = this.words.waiting;
    this.#table ??= loadTable(this.place.table).catch((error) => {
      this.#table = undefined;
      throw error;
    });
    return this.#table;
  }

  /** Tells whether an offer has all that is chosen; a state without an element is that of any of them. */
  #fits(row, { element, state, ...exact }) {
    if (Object.entries(exact).some(([name, value]) => row[name] !== value)) return false;
    if (!state) return true;
    return (element ? [element] : this.elements).some((one) => row[one] === state);
  }

  #showAll() {
    this.#fill(this.unfiltered.bodies);
    this.turns.replaceChildren(...this.unfiltered.turns);
    this.status.textContent = this.unfiltered.status;
  }

  /** @param {Row[]} rows all that fit @param {number} asked which page of them */
  #showRows(rows, asked) {
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
    const page = Math.min(Math.max(1, asked), pages);
    this.#fill(groupsOf(rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)).map((group) => this.#body(group)));
    const told = fill(this.words.page, { page: this.numbers.format(page), pages: this.numbers.format(pages) });
    this.turns.replaceChildren(...(pages > 1 ? [this.#turnsOf(page, pages, told)] : []));
    const offers = this.words.offers[this.plurals.select(rows.length)] ?? this.words.offers.other;
    this.status.textContent = fill(offers, { number: this.numbers.format(rows.length) }) + (pages > 1 ? ` · ${told}` : "");
  }

  /** @param {HTMLTableSectionElement[]} bodies */
  #fill(bodies) {
    for (const body of [...this.grid.tBodies]) body.remove();
    this.grid.append(...bodies);
  }

  /** @param {Row[]} group offers of one provider */
  #body(group) {
    const [{ provider, provider_name: name, provider_name_language: language }] = group;
    const body = document.createElement("tbody");
    body.append(this.template("group").cloneNode(true));
    this.#link(body.querySelector("a"), `providers/${provider}/`, name, language);
    body.append(...group.map((row) => this.#row(row)));
    return body;
  }

  /** @param {Row} row */
  #row(row) {
    const made = this.template("row").cloneNode(true);
    this.#link(made.querySelector("a"), `offers/${row.provider}/${row.offer}/`, row.offer_title, row.offer_title_language);
    const note = [this.words.kinds[row.kind], this.words.statuses[row.status]].filter(Boolean).join(" · ");
    const place = made.querySelector("th p");
    if (note) place.textContent = note;
    else place.remove();
    for (const cell of made.querySelectorAll("[data-element]")) {
      cell.dataset.state = row[cell.dataset.element];
      cell.firstElementChild.textContent = this.words.states[cell.dataset.state];
    }
    this.#confirm(made.querySelector(".mc-chip"), row);
    return made;
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {string} path inside the language of the page
   * @param {string} text
   * @param {string} language of the text, if it is not that of the page
   */
  #link(link, path, text, language) {
    link.href = `${this.place.base}${this.place.language}/${path}`;
    link.textContent = text;
    if (!language) return;
    link.lang = language;
    link.dir = "auto";
  }

  /** @param {HTMLElement} chip @param {Row} row */
  #confirm(chip, row) {
    const [style, icon, word] = this.words.ages[row.freshness];
    const [drawn, hidden] = chip.children;
    chip.className = `mc-chip mc-chip--${style}`;
    const used = drawn.firstElementChild;
    used.setAttribute("href", used.getAttribute("href").replace(/#.*/, `#${icon}`));
    if (row.checked) hidden.textContent = `${word}:`;
    else hidden.remove();
    chip.lastChild.textContent = ` ${row.checked ? this.days.format(new Date(row.checked)) : word}`;
  }

  /** @param {number} page @param {number} pages @param {string} told */
  #turnsOf(page, pages, told) {
    const made = this.template("turn").firstElementChild.cloneNode(true);
    const [previous, here, next] = made.querySelectorAll("li");
    here.firstElementChild.textContent = told;
    if (page > 1) previous.firstElementChild.href = this.#address(page - 1);
    else previous.remove();
    if (page < pages) next.firstElementChild.href = this.#address(page + 1);
    else next.remove();
    return made;
  }
}

/** The offers of each provider, which stand together. @param {Row[]} rows */
function groupsOf(rows) {
  const groups = new Map(rows.map(({ provider }) => [provider, []]));
  for (const row of rows) groups.get(row.provider).push(row);
  return [...groups.values()];
}

/** @param {string} pattern @param {Record<string, string>} values */
function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
}

new Quality(document.querySelector("#quality")).open();
