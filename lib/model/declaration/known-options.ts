/**
 * Refuses options that there are not. Where types are checked they do not compile; a model is built without, and what a misspelt
 * option says would be passed over without a word.
 *
 * @param what takes the options, as it is written
 * @throws TypeError naming the option, and those that there are
 */
export function refuseUnknownOptions(what: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`${what} has no option ${unknown}, only ${known.join(', ')}`);
  }
}

/** Refuses options that lack one that must be there. @throws TypeError naming it */
export function requireOptions(what: string, options: object, names: readonly string[]): void {
  const given = new Map<string, unknown>(Object.entries(options));
  const missing = names.find((name) => given.get(name) === undefined);
  if (missing !== undefined) {
    throw new TypeError(`${what} lacks ${missing}`);
  }
}

/**
 * Refuses a value that an option can't have. One that is not given is fine.
 * @throws TypeError naming the value, and those that there are
 */
export function refuseOtherValues(
  what: string,
  option: string,
  value: unknown,
  known: readonly string[],
): void {
  if (value !== undefined && !known.some((one) => one === value)) {
    const told = typeof value === 'string' ? `'${value}'` : String(value);
    const named = known.map((one) => `${option}: '${one}'`).join(', ');
    throw new TypeError(`${what}: ${option} can't be ${told}; use ${named}, or leave it out`);
  }
}
