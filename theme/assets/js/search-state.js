// What a reader searches for, and how an address says it:
// ?q=data&field=06&field=07&price-to=500&price-in=PLN&sort=deadline&page=2

/**
 * @typedef {{from?: string, to?: string, unit?: string}} Range numbers or days as they are typed
 *
 * @typedef {object} SearchState
 * @property {string} query what was typed
 * @property {Record<string, string[]>} values the chosen values by facet
 * @property {Record<string, Range>} ranges the chosen ranges by facet
 * @property {string} order empty: what fits best, or without words what begins next
 * @property {number} page counted from 1
 *
 * @typedef {{facet: string, value?: string, range?: Range}} Filter one value or one range
 *
 * @typedef {object} Offered what the page offers to choose from
 * @property {string[]} facets
 * @property {Record<string, "number" | "date">} ranges facets with a range, and what lies in it
 * @property {string[]} orders
 */

export const SHORTEST = 3; // letters of a word that is looked for
const LONGEST = 200; // letters of a query
const ENDS = { from: "from", to: "to", unit: "in" };

/**
 * Reads a state from parameters; what is not offered is left out. Values are taken as they stand: which of them exist
 * is known only when the column of their facet is there.
 *
 * @param {URLSearchParams | FormData} parameters
 * @param {Offered} offered
 * @returns {SearchState}
 */
export function readState(parameters, offered) {
  const text = (name) => String(parameters.get(name) ?? "").trim();
  const values = offered.facets.map((facet) => [facet, [...new Set(parameters.getAll(facet))].filter(Boolean)]);
  const ranges = Object.entries(offered.ranges).map(([facet, kind]) => [facet, readRange(facet, kind, text)]);
  return {
    query: text("q").slice(0, LONGEST),
    values: Object.fromEntries(values.filter(([, chosen]) => chosen.length)),
    ranges: Object.fromEntries(ranges.filter(([, range]) => range.from || range.to)),
    order: offered.orders.includes(text("sort")) ? text("sort") : "",
    page: Math.max(1, Number.parseInt(text("page"), 10) || 1),
  };
}

/** @param {string} facet @param {"number" | "date"} kind @param {(name: string) => string} text @returns {Range} */
function readRange(facet, kind, text) {
  const given = Object.entries(ENDS).map(([end, name]) => [end, text(`${facet}-${name}`)]);
  const read = given.map(([end, value]) => [end, end === "unit" ? value : PLACES[kind](value)]);
  return Object.fromEntries(read.filter(([, value]) => value));
}

/** What lies in a range, as its field takes it; nothing where it is none. */
const PLACES = {
  number: (text) => (/^(\d{1,12}([.,]\d{1,4})?|[.,]\d{1,4})$/.test(text) ? String(Number(text.replace(",", "."))) : ""),
  date: (text) => (new Date(`${text}T00:00Z`).toJSON()?.startsWith(`${text}T`) ? text : ""),
};

/**
 * Writes a state as the query of an address; the empty state is an empty text.
 *
 * @param {SearchState} state
 * @returns {string}
 */
export function writeState(state) {
  const parameters = new URLSearchParams();
  if (state.query) parameters.set("q", state.query);
  for (const { facet, value, range } of chosenFilters(state)) {
    if (value !== undefined) parameters.append(facet, value);
    else for (const [end, text] of Object.entries(range)) parameters.set(`${facet}-${ENDS[end]}`, text);
  }
  if (state.order) parameters.set("sort", state.order);
  if (state.page > 1) parameters.set("page", String(state.page));
  return parameters.size ? `?${parameters}` : "";
}

/** @param {SearchState} state @returns {string[]} the facets in which something is chosen */
export function chosenFacets(state) {
  return [...new Set([...Object.keys(state.values), ...Object.keys(state.ranges)])];
}

/** @param {SearchState} state @returns {Filter[]} */
export function chosenFilters(state) {
  return chosenFacets(state).flatMap((facet) => [
    ...(state.values[facet] ?? []).map((value) => ({ facet, value })),
    ...(state.ranges[facet] ? [{ facet, range: state.ranges[facet] }] : []),
  ]);
}

/** Tells whether the query is long enough to be looked for. @param {SearchState} state */
export function hasWords(state) {
  return [...state.query].length >= SHORTEST;
}

/** Tells whether something was typed that is too short to be looked for. @param {SearchState} state */
export function isTooShort(state) {
  return state.query !== "" && !hasWords(state);
}

/** Tells whether there is anything to search for or to filter by. @param {SearchState} state */
export function isSearch(state) {
  return hasWords(state) || chosenFacets(state).length > 0;
}

/**
 * Returns the state with only those values of a facet.
 *
 * @param {SearchState} state
 * @param {string} facet
 * @param {string[]} values
 * @returns {SearchState}
 */
export function withValues(state, facet, values) {
  const { [facet]: _, ...others } = state.values;
  return { ...state, values: values.length ? { ...others, [facet]: values } : others };
}

/** @param {SearchState} state @param {string} facet @param {Range} range @returns {SearchState} */
export function withRange(state, facet, range) {
  return { ...state, ranges: { ...state.ranges, [facet]: range } };
}

/** @param {SearchState} state @param {string} facet @returns {SearchState} */
export function withoutRange(state, facet) {
  const { [facet]: _, ...others } = state.ranges;
  return { ...state, ranges: others };
}

/**
 * Returns the first page of the state without one filter, or without all of a facet.
 *
 * @param {SearchState} state
 * @param {string} facet
 * @param {{value?: string, range?: boolean}} [filter]
 * @returns {SearchState}
 */
export function withoutFilter(state, facet, filter = {}) {
  const { value, range } = filter;
  const first = { ...state, page: 1 };
  if (range) return withoutRange(first, facet);
  if (value === undefined) return withoutRange(withValues(first, facet, []), facet);
  return withValues(first, facet, (state.values[facet] ?? []).filter((one) => one !== value));
}

/** @param {SearchState} state @returns {SearchState} */
export function withoutFilters(state) {
  return { ...state, values: {}, ranges: {}, page: 1 };
}
