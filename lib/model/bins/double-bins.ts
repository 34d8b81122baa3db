import type { BinLayout, Binning } from './bins.ts';
import { type Decimal, decimalOf, doubleOf, unitsAt } from './decimal.ts';
import { roundEdges } from './round-edges.ts';

/** No double has more digits than tell it apart. */
const MOST_DIGITS = 17;
/** From here on not every whole number is a double. */
const WHOLE_DIGITS = 15;

/**
 * Bins of doubles. A bin ends with a number of as few digits as tell its greatest value from the next bin: `0` to `0.49` where no
 * value is between `0.49` and `0.5`.
 */
export const doubleBins: Binning = {
  scale: () => '0',
  // Not avg(), which adds up squares as well, that are too great from 1e154 on.
  mean: (column) => `sum(${column}) / nullif(count(${column}), 0)`,
  layout(limits) {
    const [min, max] = [Number(limits.min), Number(limits.max)];
    const [from, to] = [decimalOf(limits.min), decimalOf(limits.max)];
    if (!from || !to) {
      return undefined;
    }
    return min === max ? oneBin(min) : roundBins(roundEdges(from, to, -Infinity, edgesFit), min, max);

    /** Whether edges differ as doubles, and all values are between the outer ones. */
    function edgesFit(edges: readonly Decimal[]): boolean {
      const doubles = edges.map(doubleOf);
      const isAscending = doubles.every((edge, index) => index === 0 || edge > (doubles[index - 1] ?? edge));
      return isAscending && max < (doubles.at(-1) ?? max);
    }
  },
};

function oneBin(value: number): BinLayout {
  const text = String(value);
  return { minText: text, maxText: text, firsts: [text], end: value, lasts: () => [text] };
}

function roundBins(edges: readonly Decimal[], min: number, max: number): BinLayout {
  const next = edges.slice(1);
  return {
    minText: String(min),
    maxText: String(max),
    // The edge below the least double is infinite.
    firsts: edges.slice(0, -1).map((edge) => String(Math.max(-Number.MAX_VALUE, doubleOf(edge)))),
    end: Math.min(Number.MAX_VALUE, doubleOf(edges.at(-1) ?? { units: 0n, exponent: 0 })),
    lasts(greatest) {
      const bins = next.map((edge, index) => ({ edge, greatest: greatest[index] ?? null }));
      const digits = exponentsFor(edges).find((exponent) =>
        bins.every((bin) => isBetween(endOf(bin.edge, exponent), bin)),
      );
      return bins.map(({ edge }) =>
        String(digits === undefined ? doubleBefore(doubleOf(edge)) : endOf(edge, digits)),
      );
    },
  };
}

/** Powers of ten that a bin may end before the next one: from whole numbers, or the width of the bins, to the finest. */
function exponentsFor([edge]: readonly Decimal[]): number[] {
  const width = edge?.exponent ?? 0;
  const first = width > WHOLE_DIGITS ? width - 1 : Math.min(width, 0);
  return Array.from({ length: width - first + MOST_DIGITS }, (_, index) => first - index);
}

/** The double that is a unit of that power of ten before an edge. */
const endOf = (edge: Decimal, exponent: number): number =>
  doubleOf({ units: unitsAt(edge, exponent) - 1n, exponent });

const isBetween = (end: number, { edge, greatest }: { edge: Decimal; greatest: string | null }): boolean =>
  end < doubleOf(edge) && (greatest === null || end >= Number(greatest));

/** The greatest double that is less than one. */
function doubleBefore(value: number): number {
  if (value === 0) {
    return -Number.MIN_VALUE;
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) - (value > 0 ? 1n : -1n));
  return view.getFloat64(0);
}
