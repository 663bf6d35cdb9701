// What all records state, as the page's table for spreadsheets has it: generator/pages/quality_table.py writes it.

/** @typedef {Record<string, string>} Row cells by the name of their column */

/** What the table puts before a text that spreadsheets would take for a formula. */
const HARMLESS = /^'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * Fetches the table anew: an older one would speak of other offers.
 *
 * @param {string} address
 * @returns {Promise<Row[]>}
 */
export async function loadTable(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const [names, ...rows] = readCells(await answer.text());
  if (!names?.includes("provider")) throw new Error(`${answer.url}: no table`);
  return rows.map((cells) => Object.fromEntries(names.map((name, place) => [name, cells[place].replace(HARMLESS, "")])));
}

/** Reads CSV as RFC 4180 has it. @param {string} text @returns {string[][]} */
export function readCells(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    else if (!end) break;
  }
  return rows.filter((cells) => cells.length > 1);
}
