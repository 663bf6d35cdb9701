// Which offers fit, which nearly do, and what keeps the others out. Pure: rows and tests in, rows out.

/**
 * @typedef {{name: string, shown?: string, test: (row: number) => boolean}} Constraint what an offer must fulfil; words
 *   are shown as they were typed
 */

export class Match {
  /** For each row one bit per constraint that it does not fulfil. @type {Uint32Array} */
  #failed;

  #constraints;

  /** @param {number} size number of rows @param {Constraint[]} constraints at most 31 */
  constructor(size, constraints) {
    this.#constraints = constraints;
    this.#failed = new Uint32Array(size);
    constraints.forEach(({ test }, number) => {
      for (let row = 0; row < size; row += 1) if (!test(row)) this.#failed[row] |= 1 << number;
    });
  }

  /** Tells whether there is more than one constraint, so that one can be left out. */
  get isCombined() {
    return this.#constraints.length > 1;
  }

  /** Tells whether an offer fits. @param {number} row */
  fits(row) {
    return this.#failed[row] === 0;
  }

  /** Yields the rows that fit. @param {string} [but] the constraint to leave out */
  *rows(but) {
    const left = this.#constraints.findIndex(({ name }) => name === but);
    const counted = left < 0 ? ~0 : ~(1 << left);
    for (let row = 0; row < this.#failed.length; row += 1) if ((this.#failed[row] & counted) === 0) yield row;
  }

  /**
   * Finds the offers that only one of several constraints keeps out; to miss the only one is not near.
   *
   * @returns {{row: number, name: string}[]}
   */
  nearMisses() {
    const found = [];
    if (this.#constraints.length < 2) return found;
    this.#failed.forEach((failed, row) => {
      if (number(failed) === 1) found.push({ row, name: this.#names(failed)[0] });
    });
    return found;
  }

  /**
   * Finds the smallest steps out of an empty list: the fewest constraints to leave out, those that bring most first.
   *
   * @returns {{names: string[], words: Record<string, string>, number: number}[]} `words` are those of constraints of words
   */
  steps() {
    const counts = new Map();
    for (const failed of this.#failed) counts.set(failed, (counts.get(failed) ?? 0) + 1);
    const fewest = Math.min(...[...counts.keys()].map(number));
    const nearest = [...counts].filter(([failed]) => number(failed) === fewest).sort(([, one], [, other]) => other - one);
    const words = Object.fromEntries(this.#constraints.filter(({ shown }) => shown).map(({ name, shown }) => [name, shown]));
    return nearest.map(([failed, offers]) => ({ names: this.#names(failed), words, number: offers }));
  }

  /** @param {number} failed */
  #names(failed) {
    return this.#constraints.filter((_, number) => failed & (1 << number)).map(({ name }) => name);
  }
}

/** Counts the bits of a number. @param {number} bits */
function number(bits) {
  let found = 0;
  for (let left = bits; left; left &= left - 1) found += 1;
  return found;
}
