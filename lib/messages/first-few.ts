/**
 * The first of some things as texts, and how many more there are, for a message that must not grow without bounds.
 *
 * @param most so many are told
 * @param more how the number of the others is told
 * @example enumerated(firstFew(['a', 'b', 'c', 'd'], 2, (name) => name)) // 'a, b and 2 more'
 */
export function firstFew<Thing>(
  things: readonly Thing[],
  most: number,
  textOf: (thing: Thing) => string,
  more: (others: number) => string = (others) => `${others} more`,
): string[] {
  const told = things.slice(0, most).map((thing) => textOf(thing));
  const others = things.length - told.length;
  return others > 0 ? [...told, more(others)] : told;
}

/** Things one after the other: `1, 2 and 4`. */
export function enumerated(things: readonly (string | number)[]): string {
  const [last, ...before] = [...things].reverse();
  return before.length > 0 ? `${before.reverse().join(', ')} and ${last}` : String(last ?? '');
}
