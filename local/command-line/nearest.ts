/**
 * The name that was probably meant by one that is not there; undefined when none is near enough: one slip, or one for each
 * three letters of a long name.
 *
 * @example nearest('stauts', ['status', 'reset']) // 'status'
 */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(given.length / 3));
  const [best] = names
    .map((name) => ({ name, slips: slips(given.toLowerCase(), name.toLowerCase()) }))
    .filter((candidate) => candidate.slips <= allowed && candidate.slips < candidate.name.length)
    .toSorted((a, b) => a.slips - b.slips);
  return best?.name;
}

/** The end of a sentence that says what was probably meant, or nothing. */
export function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : ` Did you mean ${name}?`;
}

/** How many letters are to be added, left out, replaced or exchanged with their neighbour to make one word of the other. */
function slips(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isExchanged = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      rows[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (isSame ? 0 : 1),
          isExchanged ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(one.length, other.length);
}
