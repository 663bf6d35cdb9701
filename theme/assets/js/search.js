// The search page: what the reader does becomes a state, the state stands in the address, and is shown.

import { OfferIndex } from "./search-index.js";
import { chosenFilters, isSearch, readState, withoutFilter, withoutFilters, withoutQuery, writeState } from "./search-state.js";
import { SearchView } from "./search-view.js";

/** @typedef {import("./search-state.js").SearchState} SearchState */

const PAGE_SIZE = 10;
const PAUSE = 250; // milliseconds after the last key

/** @param {HTMLElement} root */
function start(root) {
  const view = new SearchView(root);
  const { base, language } = root.dataset;
  const index = new OfferIndex(new URL(`${base}pagefind/${language}/`, document.baseURI).href);
  const offered = view.offered;

  /** @type {SearchState} */
  let state;
  let turn = 0; // answers to an earlier turn come too late
  let waiting = 0;
  let lastWasTyping = false;

  const fromAddress = () => readState(new URLSearchParams(location.search), offered);
  const fromForm = () => ({ ...readState(new FormData(view.form), offered), page: 1 });
  const address = (page) => writeState({ ...state, page }) || location.pathname;

  /** @param {SearchState} next @param {boolean} [typing] one entry of the history holds all that is typed at once */
  function go(next, typing = false) {
    clearTimeout(waiting);
    const query = writeState(next);
    if (query !== location.search) {
      history[typing && lastWasTyping ? "replaceState" : "pushState"](null, "", query || location.pathname);
    }
    lastWasTyping = typing;
    return show(next);
  }

  /** @param {SearchState} next */
  async function show(next) {
    state = next;
    const mine = ++turn;
    view.showState(state, chosenFilters(state));
    view.showLanguages(writeState(state));
    try {
      await (isSearch(state) ? search(mine) : view.showStart(state.query !== ""));
      if (mine === turn) await countOpen();
    } catch {
      if (mine === turn) view.showBroken();
    }
  }

  /** @param {number} mine */
  async function search(mine) {
    view.showSearching();
    const found = await index.find(state);
    if (mine !== turn) return;
    const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
    const page = Math.min(state.page, pages);
    const cards = await index.cards(found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE));
    const remedies = found.length ? [] : await index.remedies(state);
    if (mine !== turn) return;
    if (!found.length) return view.showNone(state, remedies);
    view.showResults(cards, found.length, { page, pages, previous: address(page - 1), next: address(page + 1) });
  }

  async function countOpen() {
    await Promise.all(view.facets.filter(({ open }) => open).map((facet) => count(facet.dataset.facet)));
  }

  /** @param {string} facet */
  async function count(facet) {
    const mine = turn;
    const counts = await index.count(state, facet, offered[facet]);
    if (mine === turn) view.showCounts(facet, counts);
  }

  /** @param {DOMStringMap} what a button takes away */
  function without({ facet, value, query }) {
    if (facet) return withoutFilter(state, facet, value);
    return query === undefined ? withoutFilters(state) : withoutQuery(state);
  }

  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(fromForm());
  });
  view.form.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go(fromForm(), true), PAUSE);
  });
  for (const facet of view.facets) {
    facet.addEventListener("change", () => go(fromForm()));
    facet.addEventListener("toggle", () => facet.open && count(facet.dataset.facet).catch(view.showBroken.bind(view)));
  }
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-facet], button[data-query], button[data-all]");
    const turned = event.target.closest("#search-pages a");
    if (!button && !turned) return;
    if (turned) event.preventDefault();
    // What was clicked goes away or changes its meaning: the reader continues at the results.
    view.heading.focus();
    go(button ? without(button.dataset) : readState(new URL(turned.href).searchParams, offered));
  });
  window.addEventListener("popstate", () => show(fromAddress()));
  show(fromAddress());
}

start(document.querySelector("#search"));
