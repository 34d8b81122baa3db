import { type Decimal, floorOf, unitsAt } from './decimal.ts';

/** Bins at most. */
const MOST_BINS = 20;

/** Widths that people count in, from one power of ten to the next. */
const STEPS = [1n, 2n, 5n] as const;

/**
 * The edges of bins that are as wide as 1, 2 or 5 of a power of ten and begin at a multiple of that: an axis with them reads well.
 * The first one is not greater than the least value, the last one is greater than the greatest.
 *
 * @param leastExponent the finest power of ten that tells values apart; -Infinity when there is none
 * @param fits whether such edges can be used; wider ones are tried otherwise
 * @example roundEdges of 3 and 47 are 0, 5, 10, …, 50
 */
export function roundEdges(
  min: Decimal,
  max: Decimal,
  leastExponent: number,
  fits: (edges: readonly Decimal[]) => boolean = () => true,
): readonly Decimal[] {
  const finest = Math.min(min.exponent, max.exponent);
  const range = unitsAt(max, finest) - unitsAt(min, finest);
  // A hundredth of the range at most: the first width that fits is the narrowest one.
  const first = Math.max(leastExponent, finest + String(range).length - 3);
  for (let exponent = first; ; exponent++) {
    for (const step of STEPS) {
      const from = floorOf(unitsAt(min, exponent), step);
      const to = floorOf(unitsAt(max, exponent), step);
      if (to - from >= MOST_BINS) {
        continue;
      }
      const edges = Array.from({ length: Number(to - from) + 2 }, (_, index) => {
        return { units: (from + BigInt(index)) * step, exponent };
      });
      if (fits(edges)) {
        return edges;
      }
    }
  }
}
