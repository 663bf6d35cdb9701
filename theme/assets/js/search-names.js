// Filters that readers type as words: “Polish” is the language of a course, which its texts need not say.

import { plain } from "./search-card.js";
import { fetchAnew } from "./search-columns.js";
import { SHORTEST } from "./search-state.js";

/** @typedef {{facet: string, code: string, label: string, words: string[]}} Named a value and the words that name it */

const SHOWN = 4;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u; // words without space between

export class FilterNames {
  /** @type {Promise<[string, string, string][]> | undefined} */
  #loaded;

  #address;

  /** @param {string} address of the values with their names, written by generator/search/columns.py */
  constructor(address) {
    this.#address = address;
  }

  /**
   * Finds the values whose name is, for at least one half, among the words of a query.
   *
   * @param {string} query
   * @returns {Promise<Named[]>} what is named most fully first
   */
  async in(query) {
    const asked = wordsOf(query);
    const found = (await this.#load()).flatMap(([facet, code, label]) => {
      const name = wordsOf(label);
      const named = name.filter((word) => asked.some((one) => isForm(one, word)));
      const words = asked.filter((one) => name.some((word) => isForm(one, word)));
      const share = letters(named) / letters(name);
      return share >= 0.5 ? [{ facet, code, label, words, share }] : [];
    });
    return found.sort((one, other) => other.share - one.share).slice(0, SHOWN);
  }

  #load() {
    this.#loaded ??= fetchAnew(this.#address).catch((error) => {
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  }
}

/** @param {string} word */
function beginning(word) {
  return word.slice(0, SHORTEST);
}

/** Leaves words out of a query. @param {string} query @param {string[]} words */
export function withoutWords(query, words) {
  const left = query.split(/\s+/).filter((typed) => !wordsOf(typed).some((one) => words.includes(one)));
  return left.join(" ");
}

/**
 * Tells whether every word of a query begins like some word of a text. Pagefind answers a word that nothing has with
 * the offers that have its beginning, be it a single letter.
 *
 * @param {string} query
 * @param {string} text
 */
export function sharesBeginnings(query, text) {
  const plainText = plain(text);
  // Pagefind joins what a dash divides: elearning is e-learning.
  const joined = plainText.split(/\s+/).map((one) => one.replace(/[^\p{L}\p{N}]/gu, ""));
  const beginnings = new Set([...wordsOf(text), ...joined].map(beginning));
  const unspaced = (word) => UNSPACED.test(word) && plainText.includes(word);
  const umlauts = (word) => word.replaceAll(/([aou])e/g, "$1"); // oekobilanz is Ökobilanz
  return wordsOf(query).every((word) => beginnings.has(beginning(word)) || beginnings.has(beginning(umlauts(word))) || unspaced(word));
}

/** Words in small letters without marks, of three letters or more. @param {string} text */
export function wordsOf(text) {
  return plain(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= SHORTEST);
}

/** Tells whether a word may be a form or the beginning of a name. @param {string} typed @param {string} name */
function isForm(typed, name) {
  let same = 0;
  while (same < typed.length && typed[same] === name[same]) same += 1;
  return same === typed.length || (same > SHORTEST && same >= Math.min(typed.length, name.length) - 1);
}

/** @param {string[]} words */
function letters(words) {
  return words.join("").length;
}
