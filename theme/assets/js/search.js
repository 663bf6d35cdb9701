// The search page: what the reader does becomes a state, the state stands in the address, and is shown.

import { Columns } from "./search-columns.js";
import { OfferIndex } from "./search-index.js";
import { Match } from "./search-match.js";
import { FilterNames, withoutWords } from "./search-names.js";
import * as states from "./search-state.js";
import { SearchView } from "./search-view.js";

/** @typedef {import("./search-state.js").SearchState} SearchState */
/** @typedef {import("./search-columns.js").Column} Column */

const PAGE_SIZE = 10;
const PAUSE = 250; // milliseconds after the last key
const WORDS = "q"; // names the constraint that an offer has the words
const STEPS = 4; // ways out of an empty list
const UNSAID = "none"; // the value of offers that say nothing
const NEAR = 4; // offers that nearly fit; shown where fewer than a page fit
const IN_STEPS = ["price", "level", "credits", "hours"]; // facets whose values are near to each other or far
const COLUMN_OF_ORDER = { deadline: "application", price: "price", credits: "credits" };

/** @param {HTMLElement} root */
function start(root) {
  const view = new SearchView(root);
  const { base, language } = root.dataset;
  const place = (path) => new URL(base + path, document.baseURI).href;
  const index = new OfferIndex(place(`pagefind/${language}/`));
  const columns = new Columns(place(`${language}/search/`));
  const names = new FilterNames(place(`${language}/search/names.json`));
  const offered = view.offered;

  /** @type {SearchState} */
  let state = states.readState(new URLSearchParams(), offered);
  /** @type {Match | undefined} */
  let match;
  let turn = 0; // answers to an earlier turn come too late
  let waiting = 0;
  let lastWasTyping = false;

  const fromAddress = () => states.readState(new URLSearchParams(location.search), offered);
  const address = (page) => states.writeState({ ...state, page }) || location.pathname;

  /** @returns {SearchState} what the form says; groups that are still empty keep what was chosen in them */
  function fromForm() {
    const said = states.readState(new FormData(view.form), offered);
    const unseen = Object.entries(state.values).filter(([facet]) => !view.groups.isFilled(facet));
    return { ...said, values: { ...said.values, ...Object.fromEntries(unseen) }, page: 1 };
  }

  /** @param {SearchState} next @param {boolean} [typing] one entry of the history holds all that is typed at once */
  function go(next, typing = false) {
    clearTimeout(waiting);
    const query = states.writeState(next);
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
    try {
      const chosen = await Promise.all(states.chosenFacets(next).map((facet) => columns.load(facet)));
      if (mine !== turn) return;
      chosen.forEach((column) => view.groups.fill(column));
      state = chosen.reduce(onlyKnown, next);
      view.showState(state, states.chosenFilters(state));
      view.showLost(lostFilters(next, state), [...new URLSearchParams(location.search).keys()]);
      view.showLanguages(states.writeState(state));
      match = undefined;
      if (states.isSearch(state)) await search(mine, chosen);
      else view.showStart(state.query !== "");
      if (mine === turn) await Promise.all(view.groups.open.map(count));
    } catch {
      if (mine === turn) view.showBroken();
    }
  }

  /** @param {number} mine @param {Column[]} chosen columns of the facets in which something is chosen */
  async function search(mine, chosen) {
    view.showSearching();
    const hits = states.hasWords(state) ? await index.find(state.query) : undefined;
    const size = chosen[0]?.size ?? (await index.size());
    const found = new Match(size, constraints(state, chosen, hits));
    const rows = await inOrder((hits ?? [...found.rows()]).filter((row) => found.fits(row)));
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
    const page = Math.min(state.page, pages);
    const cards = await index.cards(rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE));
    const named = hits ? await names.in(state.query) : [];
    const misses = rows.length < PAGE_SIZE ? await nearMisses(found, hits) : [];
    if (mine !== turn) return;
    match = found;
    if (rows.length) view.showResults(cards, rows.length, { page, pages, previous: address(page - 1), next: address(page + 1) });
    else view.showNone(state, chosen.length ? found.steps().slice(0, STEPS) : []);
    view.showNear(misses);
    view.showNamed(named.filter(({ facet, code }) => !state.values[facet]?.includes(code)));
  }

  /** @param {number[]} rows what fits best first, or what begins next @returns {Promise<number[]>} */
  async function inOrder(rows) {
    if (state.order === "start") return rows.sort((one, other) => one - other);
    if (!(state.order in COLUMN_OF_ORDER)) return rows;
    const column = await columns.load(COLUMN_OF_ORDER[state.order]);
    const keyed = rows.map((row) => ({ row, key: column.sortKey(row) }));
    keyed.sort(({ key: one }, { key: other }) => (one[0] === other[0] ? one[1] - other[1] : one[0] - other[0]));
    return keyed.map(({ row }) => row);
  }

  /** @param {Match} found @param {number[]} [hits] rows that have the words, what fits best first */
  async function nearMisses(found, hits) {
    const rank = hits && new Map(hits.map((row, position) => [row, position]));
    const misses = found.nearMisses().filter(({ name }) => name !== WORDS);
    const far = new Map(await Promise.all(misses.map(async (miss) => [miss, await distance(miss)])));
    misses.sort((one, other) => far.get(one) - far.get(other) || (rank ? rank.get(one.row) - rank.get(other.row) : 0));
    const shown = misses.slice(0, NEAR);
    const cards = await index.cards(shown.map(({ row }) => row));
    return Promise.all(
      shown.map(async ({ row, name }, number) => {
        const column = await columns.load(name);
        return { card: cards[number], facet: name, values: column.valuesOf(row).map(({ label }) => label) };
      }),
    );
  }

  /** How far an offer is from what was chosen: what it does not say may fit after all. @param {{row: number, name: string}} miss */
  async function distance({ row, name }) {
    const column = await columns.load(name);
    const place = (code) => column.values.findIndex((value) => value.code === code);
    const own = column.valuesOf(row).map(({ code }) => code).filter((code) => code !== UNSAID);
    if (!own.length) return 0;
    if (!IN_STEPS.includes(name) || !state.values[name]) return 2;
    const steps = own.flatMap((code) => state.values[name].map((chosen) => Math.abs(place(code) - place(chosen))));
    return Math.min(...steps);
  }

  /** @param {string} facet */
  async function count(facet) {
    const mine = turn;
    const column = await columns.load(facet);
    view.groups.fill(column);
    if (mine !== turn || (states.isSearch(state) && !match)) return;
    view.groups.showChosen(state, false);
    view.groups.showCounts(facet, column.count((match ?? new Match(column.size, [])).rows(facet)));
  }

  /** @param {DOMStringMap} what a button takes away, or with `words` puts in their place */
  function changed({ facet, value, range, leave, words }) {
    if (words !== undefined) {
      const query = withoutWords(state.query, words.split(" "));
      return states.withValues({ ...state, query, page: 1 }, facet, [...(state.values[facet] ?? []), value]);
    }
    if (facet) return states.withoutFilter(state, facet, { value, range: range !== undefined });
    if (leave === undefined) return states.withoutFilters(state);
    const leaveOut = (left, name) => (name === WORDS ? states.withoutQuery(left) : states.withoutFilter(left, name));
    return leave.split(" ").reduce(leaveOut, state);
  }

  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(fromForm());
  });
  view.form.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go(fromForm(), true), PAUSE);
  });
  view.order.addEventListener("change", () => go(fromForm()));
  for (const group of view.groups.groups) {
    group.addEventListener("change", ({ target }) => target.name && go(fromForm()));
    group.addEventListener("toggle", () => group.open && count(group.dataset.facet).catch(() => view.showBroken()));
  }
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-facet], button[data-leave], button[data-all]");
    const turned = event.target.closest("#search-pages a");
    if (!button && !turned) return;
    if (turned) event.preventDefault();
    // What was clicked goes away or changes its meaning: the reader continues at the results.
    view.heading.focus();
    go(button ? changed(button.dataset) : states.readState(new URL(turned.href).searchParams, offered));
  });
  window.addEventListener("popstate", () => show(fromAddress()));
  show(fromAddress());
}

/** Leaves out values and units that a column does not have. @param {SearchState} state @param {Column} column */
function onlyKnown(state, { facet, values, units }) {
  const same = (chosen) => values.find(({ code }) => code.toLowerCase() === chosen.toLowerCase());
  const known = (state.values[facet] ?? []).flatMap((chosen) => same(chosen)?.code ?? []);
  const range = state.ranges[facet];
  const unit = units.includes(range?.unit) ? range.unit : units[0];
  return states.withValues(range && unit ? states.withRange(state, facet, { ...range, unit }) : state, facet, known);
}

/** What was asked for and is not there. @param {SearchState} asked @param {SearchState} state */
function lostFilters(asked, state) {
  return states.chosenFilters(asked).filter(
    ({ facet, value }) =>
      value !== undefined && !state.values[facet]?.some((known) => known.toLowerCase() === value.toLowerCase()),
  );
}

/**
 * @param {SearchState} state
 * @param {Column[]} chosen
 * @param {number[]} [hits] rows that have the words
 * @returns {import("./search-match.js").Constraint[]}
 */
function constraints(state, chosen, hits) {
  const having = hits && new Set(hits);
  const words = having ? [{ name: WORDS, test: (row) => having.has(row) }] : [];
  const named = chosen.filter(({ facet }) => states.chosenFacets(state).includes(facet));
  return [...words, ...named.map((column) => ({ name: column.facet, test: testOf(state, column) }))];
}

/** @param {SearchState} state @param {Column} column */
function testOf(state, column) {
  return column.test(state.values[column.facet] ?? [], state.ranges[column.facet]);
}

start(document.querySelector("#search"));
