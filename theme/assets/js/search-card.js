// Cards of offers, filled into copies of a template. Texts of records are set as text, never as markup.

import { countDown } from "./deadlines.js";

/**
 * @typedef {import("./search-index.js").Card} Card
 * @typedef {import("./search-index.js").Chip} Chip
 * @typedef {import("./search-index.js").Fact} Fact
 * @typedef {import("./search-index.js").Line} Line
 */

/** @param {string} selector of a template with one element @returns {HTMLElement} */
export function copy(selector) {
  return document.querySelector(selector).content.firstElementChild.cloneNode(true);
}

/**
 * @param {Card} card
 * @param {string} base leads from the page to the root of the site
 * @param {string} [miss] what keeps the offer out of the results
 * @returns {HTMLElement}
 */
export function cardItem(card, base, miss) {
  const item = copy("#search-card");
  const [kind, state] = item.querySelectorAll(".mc-chip");
  const title = item.querySelector(".mc-card__title a");
  title.href = base + card.address;
  write(title, card.title);
  write(item.querySelector(".mc-card__provider"), card.provider);
  if (miss) {
    const reason = copy("#search-miss");
    reason.querySelector("[data-text]").textContent = miss;
    item.querySelector(".mc-card__provider").after(reason);
  }
  write(item.querySelector(".mc-card__summary"), card.summary);
  fillChip(kind, card.kind);
  const states = card.states ?? [];
  state.before(...states.flatMap((one) => [fillChip(state.cloneNode(true), one), " "]));
  state.remove();
  const facts = item.querySelector(".mc-facts");
  const pattern = facts.querySelector(".mc-fact");
  write(item.querySelector(".mc-card__unknown span"), card.unknown && { text: card.unknown });
  if (!card.unknown) item.querySelector(".mc-card__unknown").remove();
  if (!card.facts) facts.remove();
  else facts.replaceChildren(...card.facts.map((fact) => fillFact(pattern.cloneNode(true), fact)));
  return item;
}

/** @param {HTMLElement} element @param {Line} [line] */
function write(element, line) {
  if (!line) return element.remove();
  element.textContent = line.text;
  if (line.language) element.lang = line.language;
}

/** @param {Element} element @param {string} name */
function setIcon(element, name) {
  const use = element.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${name}`);
}

/** @param {HTMLElement} element @param {Chip} chip @returns {HTMLElement} */
function fillChip(element, chip) {
  element.className = `mc-chip mc-chip--${chip.style}`;
  setIcon(element, chip.icon);
  element.lastChild.textContent = ` ${chip.text}`;
  return element;
}

/** @param {HTMLElement} element @param {Fact} fact */
function fillFact(element, fact) {
  const figure = element.querySelector(".mc-fact__figure");
  setIcon(element, fact.icon);
  element.querySelector("dt").lastChild.textContent = ` ${fact.label}`;
  figure.textContent = fact.value;
  figure.classList.toggle("mc-fact__figure--unknown", Boolean(fact.unknown));
  const note = element.querySelector(".mc-fact__note");
  write(note, fact.detail && { text: fact.detail });
  if (fact.due) countDown(note, fact.due);
  return element;
}

/** Small letters without marks, so that lodz is Łódź. @param {string} text */
export function plain(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{Mark}/gu, "").replaceAll("ł", "l").trim();
}
