import type { Histogram as Values } from '../../../lib/schemas/feature.ts';
import { capitalised, countedOfEntity, ENTITY } from '../data/names.ts';
import { formatCount } from '../format.ts';
import { rangeHash } from '../routes.ts';
import { BarChart } from './bar-chart.tsx';
import { heightTicks, roundTop, strideOf, type Tick } from './ticks.ts';

type Bin = Values['bins'][number];

/** How the values of a column of numbers are distributed: each bar leads to its rows. */
export function Histogram({ column }: { readonly column: Values }) {
  const { name, minText, maxText, mean, bins } = column;
  const bars = bins.map((bin) => ({
    label: `${countedOfEntity(bin.count, formatCount(bin.count))} ${rangeOf(bin)}`,
    value: bin.count,
    href: rangeHash(name, bin.first, bin.last),
  }));
  const top = roundTop(Math.max(...bins.map(({ count }) => count)));
  return (
    <figure>
      <h3 class="mono">{name}</h3>
      <BarChart
        label={`Distribution of ${name}`}
        bars={bars}
        slots={Math.max(bins.length, 5)}
        unit={capitalised(ENTITY)}
        top={top}
        rows={heightTicks(top, axisText)}
        columns={valueTicks(bins)}
      />
      <figcaption>
        {formatCount(minText)} to {formatCount(maxText)}, mean {formatCount(rounded(mean))}
      </figcaption>
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{name}</th>
              <th scope="col" class="number">
                {capitalised(ENTITY)}
              </th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.first}>
                <td>{rangeOf(bin).replace(/^\w+ /, '')}</td>
                <td class="number">{formatCount(bin.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** The ends of a bin, in words. */
function rangeOf({ first, last }: Bin): string {
  return first === last ? `with ${formatCount(first)}` : `from ${formatCount(first)} to ${formatCount(last)}`;
}

/** Where bins begin; of bins of one value each, that value below its bar. */
function valueTicks(bins: readonly Bin[]): Tick[] {
  const slots = Math.max(bins.length, 5);
  const inside = bins.every(({ first, last }) => first === last) ? 0.5 : 0;
  const ticks = bins.map(({ first }, index) => ({ at: (index + inside) / slots, text: axisText(first) }));
  const stride = strideOf(ticks.map(({ text }) => text));
  // From a multiple of the distance between labels on: 0, 500, 1,000 rather than 100, 600, 1,100.
  const width = (bins[1]?.from ?? 0) - (bins[0]?.from ?? 0);
  const round = bins.findIndex(({ from }) => Math.round(from / width) % stride === 0);
  return ticks.filter((_, index) => (index - Math.max(0, round)) % stride === 0);
}

const LONGEST = 9;

/** A number in little room. */
function axisText(value: number | string): string {
  const text = formatCount(value).replace(/\.0+$/, '');
  return text.length > LONGEST
    ? Number(value)
        .toPrecision(3)
        .replace(/\.?0+(?=e|$)/, '')
    : text;
}

/** A mean has no more digits than one cares for: one after the point, or three of a small number. */
function rounded(mean: number): number {
  return Math.abs(mean) < 1 ? Number(mean.toPrecision(3)) : Math.round(mean * 10) / 10;
}
