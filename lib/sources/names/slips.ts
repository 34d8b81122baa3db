/**
 * How many slips of the hand two words are apart: a letter too many, too few or another, or two swapped with each other. It is the
 * distance of "optimal string alignment", a restricted one of Damerau and Levenshtein.
 * @returns some number greater than `most` when there are more than that
 */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) {
    return most + 1;
  }
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const replaced = at(before, column - 1) + (isSame ? 0 : 1);
      const addedOrLost = Math.min(at(before, column), at(current, column - 1)) + 1;
      current[column] = Math.min(replaced, addedOrLost, isSwapped ? at(twoBefore, column - 2) + 1 : replaced);
    }
    if (Math.min(...current, ...before) > most) {
      return most + 1;
    }
    [twoBefore, before] = [before, current];
  }
  return at(before, b.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
