import type { RunDetail } from '../../../../lib/schemas/run.ts';
import { ENTITY, TABLE } from '../../data/names.ts';
import { formatChange, formatCount, formatDuration } from '../../format.ts';
import { runHash } from '../../routes.ts';

const OF_FILES = ['read', 'loaded', 'rejected', 'warnings'] as const;
const OF_TABLE = ['inserted', 'updated', 'deleted', 'unchanged'] as const;

type Counts = RunDetail['counts'];

/** What changed in the table, what was in the files, and what differs from the run before it. */
export function Changes({ run }: { readonly run: RunDetail }) {
  const { counts, difference, previousRunId } = run;
  const isKnown = (names: readonly (keyof Counts)[]) => names.some((name) => counts[name] !== null);
  if (!isKnown([...OF_FILES, ...OF_TABLE])) {
    return null;
  }
  return (
    <section class="card" aria-labelledby="changes-title">
      <h2 id="changes-title">{isKnown(OF_TABLE) ? 'What changed' : 'What was read'}</h2>
      <div class="columns">
        {isKnown(OF_TABLE) && <CountList title={`Rows of ${TABLE}`} names={OF_TABLE} counts={counts} />}
        {isKnown(OF_FILES) && <CountList title="Rows of the files" names={OF_FILES} counts={counts} />}
        {difference && previousRunId && <Difference difference={difference} previousRunId={previousRunId} />}
      </div>
    </section>
  );
}

interface CountProps {
  readonly title: string;
  readonly names: readonly (keyof Counts)[];
  readonly counts: Counts;
}

function CountList({ title, names, counts }: CountProps) {
  return (
    <div>
      <h3>{title}</h3>
      <dl class="counts">
        {names.map((name) => (
          <div class={counts[name] ? name : 'none'} key={name}>
            <dt>{name}</dt>
            <dd>{formatCount(counts[name])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface DifferenceProps {
  readonly difference: NonNullable<RunDetail['difference']>;
  readonly previousRunId: string;
}

function Difference({ difference, previousRunId }: DifferenceProps) {
  const { durationMs, ...rows } = difference;
  const slower = durationMs > 0 ? 'slower' : 'faster';
  return (
    <div>
      <h3>
        Since <a href={runHash(previousRunId)}>{previousRunId}</a>
      </h3>
      <dl class="counts">
        {Object.entries(rows).map(([name, change]) => (
          <div class={change === 0 ? 'none' : ''} key={name}>
            <dt>{name === 'users' ? ENTITY : name}</dt>
            <dd>{formatChange(change)}</dd>
          </div>
        ))}
        <div>
          <dt>time</dt>
          <dd>{durationMs === 0 ? '±0' : `${formatDuration(Math.abs(durationMs))} ${slower}`}</dd>
        </div>
      </dl>
    </div>
  );
}
