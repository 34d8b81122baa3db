import { useEffect, useState } from 'preact/hooks';
import type { Histogram } from '../../../lib/schemas/feature.ts';
import type { AnswerOf } from '../data/answers.ts';
import { askJson } from '../data/api.ts';
import { formatCount } from '../format.ts';
import { Bars } from './bars.tsx';

/** How the values of each feature are distributed. Made anew, by its key, for each run that publishes. */
export function Histograms() {
  const [stats, setStats] = useState<AnswerOf<'/stats'>>();
  useEffect(() => {
    const ended = new AbortController();
    // Without them the table still says all there is.
    askJson<AnswerOf<'/stats'>>('/stats', { signal: ended.signal }).then(setStats, () => undefined);
    return () => ended.abort();
  }, []);
  if (!stats || stats.columns.length === 0) {
    return null;
  }
  return (
    <section class="card" aria-labelledby="stats-title">
      <h2 id="stats-title">Distribution over {formatCount(stats.users)} users</h2>
      <div class="columns">
        {stats.columns.map((column) => (
          <Column column={column} key={column.name} />
        ))}
      </div>
    </section>
  );
}

function Column({ column }: { readonly column: Histogram }) {
  const { name, min, max, mean, bins } = column;
  const range = ({ from, to }: Histogram['bins'][number]) =>
    to - from === 1 && Number.isInteger(from)
      ? formatCount(from)
      : `${formatCount(from)} – ${formatCount(to)}`;
  const bars = bins.map((bin) => ({
    label: `${range(bin)}: ${formatCount(bin.count)} users`,
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
                Users
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
