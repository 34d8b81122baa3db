import { useEffect, useState } from 'preact/hooks';
import type { AnswerOf } from '../data/answers.ts';
import { askJson } from '../data/api.ts';
import { countedOfEntity } from '../data/names.ts';
import { formatCount } from '../format.ts';
import { Frequencies } from './frequencies.tsx';
import { Histogram } from './histogram.tsx';

/** How the values of each feature are distributed. Made anew, by its key, for each run that publishes. */
export function Distributions() {
  const [stats, setStats] = useState<AnswerOf<'/stats'>>();
  useEffect(() => {
    const ended = new AbortController();
    // Without them the table still says all there is.
    askJson<AnswerOf<'/stats'>>('/stats', { signal: ended.signal }).then(setStats, () => undefined);
    return () => ended.abort();
  }, []);
  if (!stats || stats.columns.length + stats.frequencies.length === 0) {
    return null;
  }
  return (
    <section class="card" aria-labelledby="stats-title">
      <h2 id="stats-title">Distribution over {countedOfEntity(stats.users, formatCount(stats.users))}</h2>
      <div class="columns">
        {stats.columns.map((column) => (
          <Histogram column={column} key={column.name} />
        ))}
        {stats.frequencies.map((column) => (
          <Frequencies column={column} key={column.name} />
        ))}
      </div>
    </section>
  );
}
