import type { Binning } from './bins.ts';
import { decimalOf, scaledText, unitsAt } from './decimal.ts';
import { roundEdges } from './round-edges.ts';

/** Bins of values that have a step: a bin ends one step before the next one begins, `0` to `9`, `0.00` to `9.99`. */
function stepped(scale: Binning['scale'], [least, greatest]: readonly [bigint, bigint] | []): Binning {
  const within = (units: bigint): bigint =>
    least !== undefined && units < least
      ? least
      : greatest !== undefined && units > greatest
        ? greatest
        : units;
  return {
    scale,
    mean: (column) => `avg(${column})::float8`,
    layout({ min, max, scale: digits }) {
      const [from, to] = [decimalOf(min), decimalOf(max)];
      if (!from || !to) {
        return undefined;
      }
      const edges = roundEdges(from, to, -digits).map((edge) => unitsAt(edge, -digits));
      const text = (units: bigint) => scaledText(within(units), digits);
      return {
        minText: min,
        maxText: max,
        firsts: edges.slice(0, -1).map(text),
        end: Number(scaledText(edges.at(-1) ?? 0n, digits)),
        lasts: () => edges.slice(1).map((next) => text(next - 1n)),
      };
    },
  };
}

/** Bins of whole numbers of so many bits, which hold no number that the type does not. */
export const wholeBins = (bits: 32 | 64): Binning =>
  stepped(() => '0', [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n]);

/** Bins of decimals, in steps of the last digit that any value of the column has. */
export const decimalBins: Binning = stepped((column) => `scale(${column})`, []);
