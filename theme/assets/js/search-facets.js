// The groups of filters: filled from columns when they are opened, ticked and counted as the reader's search goes on.

import { DAY, today } from "./deadlines.js";
import { copy, plain } from "./search-card.js";

/**
 * @typedef {import("./search-state.js").SearchState} SearchState
 * @typedef {import("./search-columns.js").Column} Column
 */

const LINE = 2.75; // rem, the least height of a value
const TALLEST = 42; // rem, of a list of values
const MANY = 15; // values among which one wants to look for a name

export class FacetGroups {
  /** @type {Map<string, Column>} */
  #filled = new Map();

  /** @param {HTMLElement} root @param {Intl.NumberFormat} numbers */
  constructor(root, numbers) {
    this.groups = [...root.querySelectorAll(".mc-facet")];
    this.numbers = numbers;
    root.addEventListener("input", ({ target }) => {
      if (target.matches("[data-narrow]")) narrow(target);
      if (target.matches("[data-end]")) target.dataset.typing = "";
    });
    root.addEventListener("change", ({ target }) => untyped(target));
  }

  /** @returns {string[]} */
  get facets() {
    return this.groups.map(({ dataset }) => dataset.facet);
  }

  /** @returns {Record<string, "number" | "date">} facets with a range, and the kind of its fields */
  get ranges() {
    const ends = this.groups.map((group) => [group.dataset.facet, group.querySelector('[data-end="from"]')]);
    return Object.fromEntries(ends.filter(([, end]) => end).map(([facet, { type }]) => [facet, type]));
  }

  /** @returns {string[]} */
  get open() {
    return this.groups.filter(({ open }) => open).map(({ dataset }) => dataset.facet);
  }

  /** @param {string} facet */
  isFilled(facet) {
    return this.#filled.has(facet);
  }

  /** Keeps the place of values that are on their way. @param {string} facet */
  keepFree(facet) {
    const list = this.#group(facet).querySelector("ul");
    this.#group(facet).querySelector(".mc-facet__failed").hidden = true;
    if (!this.#filled.has(facet)) list.style.minBlockSize = `${Math.min(Number(list.dataset.size) * LINE, TALLEST)}rem`;
  }

  /** Offers the values of a column in its group, once; tells whether it was now. @param {Column} column */
  fill(column) {
    if (this.#filled.has(column.facet)) return false;
    this.#filled.set(column.facet, column);
    const group = this.#group(column.facet);
    group.querySelector("ul").replaceChildren(...column.values.map((value) => valueItem(column.facet, value)));
    group.querySelector("ul").style.minBlockSize = "";
    const units = group.querySelector("select");
    units?.replaceChildren(...column.units.map((unit) => new Option(unit, unit)));
    const range = group.querySelector(".mc-range");
    if (range) range.hidden = false;
    group.querySelector(".mc-facet__failed").hidden = true;
    return true;
  }

  /** Ticks what is chosen. @param {SearchState} state @param {boolean} unfold whether to open groups with a choice */
  showChosen(state, unfold) {
    for (const { dataset } of this.groups) this.tick(dataset.facet, state, unfold);
  }

  /** Ticks what is chosen in one group; a field in which one is typing stays as it is. @param {string} facet @param {SearchState} state @param {boolean} [unfold] */
  tick(facet, state, unfold) {
    const group = this.#group(facet);
    const chosen = state.values[facet] ?? [];
    const range = state.ranges[facet] ?? {};
    for (const box of boxes(group)) box.checked = chosen.includes(box.value);
    for (const field of group.querySelectorAll("[data-end]:not([data-typing])")) {
      const text = range[field.dataset.end];
      if (field.tagName !== "SELECT") field.value = text ?? "";
      else if (text) field.value = text;
    }
    if (unfold && (chosen.length || range.from || range.to)) group.open = true;
  }

  /** Forgets what was being typed into ranges. */
  leaveFields() {
    for (const group of this.groups) group.querySelectorAll("[data-typing]").forEach(untyped);
  }

  /** Says that the values of a facet did not arrive; what else is shown stays. @param {string} facet */
  showFailure(facet) {
    this.#group(facet).querySelector("ul").style.minBlockSize = "";
    this.#group(facet).querySelector(".mc-facet__failed").hidden = false;
  }

  /** Values that lead nowhere are hidden unless they are chosen. @param {string} facet @param {Record<string, number>} counts */
  showCounts(facet, counts) {
    const group = this.#group(facet);
    let shown = 0;
    for (const box of boxes(group)) {
      const number = isOver(facet, box.value) && !box.checked ? 0 : counts[box.value] ?? 0;
      const item = box.closest("li");
      item.querySelector(".mc-count").textContent = this.numbers.format(number);
      item.classList.toggle("mc-facet__nowhere", number === 0 && !box.checked);
      shown += number > 0 || box.checked;
    }
    group.querySelector(".mc-facet__none").hidden = shown > 0;
    const looking = group.querySelector(".mc-facet__narrow");
    looking.hidden = shown <= MANY && !looking.querySelector("input").value;
  }

  /** @param {string} facet */
  name(facet) {
    return this.#group(facet)?.querySelector("summary").textContent.trim() ?? facet;
  }

  /** What readers call values. @param {string} facet @param {string[]} codes */
  labels(facet, codes) {
    const { values } = this.#filled.get(facet);
    return values.filter(({ code }) => codes.includes(code)).map(({ label }) => label);
  }

  /** What numbers of a range count. @param {string} facet */
  unit(facet) {
    return this.#group(facet).querySelector(".mc-range").dataset.unit;
  }

  /** @param {string} facet */
  #group(facet) {
    return this.groups.find(({ dataset }) => dataset.facet === facet);
  }
}

/** Tells whether a value is a month that is over where the reader is. @param {string} facet @param {string} code */
function isOver(facet, code) {
  return facet === "start" && /^\d/.test(code) && code < new Date(today() * DAY).toISOString().slice(0, 7);
}

/** @param {Element} field */
function untyped(field) {
  delete field.dataset.typing;
}

/** @param {Element} group @returns {HTMLInputElement[]} */
function boxes(group) {
  return [...group.querySelectorAll("input[type=checkbox]")];
}

/** @param {string} facet @param {import("./search-columns.js").Value} value */
function valueItem(facet, { code, label, language }) {
  const item = copy("#search-value");
  Object.assign(item.querySelector("input"), { name: facet, value: code });
  const text = item.querySelector("[data-text]");
  text.textContent = label;
  if (language) text.lang = language;
  return item;
}

/** Shows the values whose names have what was typed; letters without marks will do. @param {HTMLInputElement} field */
function narrow(field) {
  const wanted = plain(field.value);
  for (const item of field.closest(".mc-facet").querySelectorAll("li")) {
    item.hidden = !plain(item.querySelector("[data-text]").textContent).includes(wanted);
  }
}
