import type { Histogram as Values } from '../../../lib/schemas/feature.ts';
import { capitalised, countedOfEntity, ENTITY } from '../data/names.ts';
import { formatCount } from '../format.ts';
import { Bars } from './bars.tsx';

/** How the values of a column of numbers are distributed. */
export function Histogram({ column }: { readonly column: Values }) {
  const { name, min, max, mean, bins } = column;
  const range = ({ from, to }: Values['bins'][number]) =>
    to - from === 1 && Number.isInteger(from)
      ? formatCount(from)
      : `${formatCount(from)} – ${formatCount(to)}`;
  const bars = bins.map((bin) => ({
    label: `${range(bin)}: ${countedOfEntity(bin.count, formatCount(bin.count))}`,
    value: bin.count,
  }));
  return (
    <figure>
      <h3 class="mono">{name}</h3>
      <Bars bars={bars} label={`Distribution of ${name}; the table below has the numbers`} />
      <figcaption>
        {formatCount(min)} to {formatCount(max)}, mean {formatCount(Math.round(mean * 10) / 10)}
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
              <tr key={bin.from}>
                <td>{range(bin)}</td>
                <td class="number">{formatCount(bin.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
