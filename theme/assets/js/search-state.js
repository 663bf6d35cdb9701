// What a reader searches for, and how an address says it: ?q=data&field=06&field=07&participation=online&page=2

/**
 * @typedef {object} SearchState
 * @property {string} query what was typed
 * @property {Record<string, string[]>} facets the chosen values of each facet
 * @property {number} page counted from 1
 */

const SHORTEST = 3;

/**
 * Reads a state from parameters; values that are not offered are left out.
 *
 * @param {URLSearchParams | FormData} parameters
 * @param {Record<string, string[]>} offered all values of each facet
 * @returns {SearchState}
 */
export function readState(parameters, offered) {
  const facets = {};
  for (const [facet, values] of Object.entries(offered)) {
    const chosen = new Set(parameters.getAll(facet));
    facets[facet] = values.filter((value) => chosen.has(value));
  }
  const query = String(parameters.get("q") ?? "").trim();
  return { query, facets, page: Math.max(1, Number.parseInt(parameters.get("page"), 10) || 1) };
}

/**
 * Writes a state as the query of an address; the empty state is an empty text.
 *
 * @param {SearchState} state
 * @returns {string}
 */
export function writeState(state) {
  const parameters = new URLSearchParams();
  if (state.query) parameters.set("q", state.query);
  for (const { facet, value } of chosenFilters(state)) parameters.append(facet, value);
  if (state.page > 1) parameters.set("page", String(state.page));
  return parameters.size ? `?${parameters}` : "";
}

/**
 * @param {SearchState} state
 * @returns {{facet: string, value: string}[]}
 */
export function chosenFilters(state) {
  return Object.entries(state.facets).flatMap(([facet, values]) => values.map((value) => ({ facet, value })));
}

/**
 * Tells whether the query is long enough to be looked for.
 *
 * @param {SearchState} state
 */
export function hasWords(state) {
  return [...state.query].length >= SHORTEST;
}

/**
 * Tells whether there is anything to search for or to filter by.
 *
 * @param {SearchState} state
 */
export function isSearch(state) {
  return hasWords(state) || chosenFilters(state).length > 0;
}

/**
 * Returns the state without one value, or without any value, of a facet.
 *
 * @param {SearchState} state
 * @param {string} facet
 * @param {string} [value]
 * @returns {SearchState}
 */
export function withoutFilter(state, facet, value) {
  const left = value === undefined ? [] : state.facets[facet].filter((one) => one !== value);
  return { ...state, facets: { ...state.facets, [facet]: left }, page: 1 };
}

/**
 * @param {SearchState} state
 * @returns {SearchState}
 */
export function withoutFilters(state) {
  const facets = Object.fromEntries(Object.keys(state.facets).map((facet) => [facet, []]));
  return { ...state, facets, page: 1 };
}

/**
 * @param {SearchState} state
 * @returns {SearchState}
 */
export function withoutQuery(state) {
  return { ...state, query: "", page: 1 };
}
