import type { RunDetail } from '../../../lib/schemas/run.ts';
import { ENTITY, TABLE } from '../data/names.ts';
import { ALL_REJECTS } from '../data/reject-filter.ts';
import { formatChange, formatCount, formatDuration } from '../format.ts';
import { hashOf } from '../routes.ts';

const OF_FILES = ['read', 'loaded', 'rejected', 'warnings'] as const;
const OF_TABLE = ['inserted', 'updated', 'deleted', 'unchanged'] as const;

/** What a run came to, and what differs from the one before it. */
export function Outcome({ run }: { readonly run: RunDetail }) {
  return (
    <section class="card" aria-labelledby="outcome-title">
      <h2 id="outcome-title">Rows</h2>
      <div class="columns">
        <Counts title="of the files" names={OF_FILES} counts={run.counts} />
        <Counts title={`of ${TABLE}`} names={OF_TABLE} counts={run.counts} />
        {run.difference && run.previousRunId && (
          <Difference difference={run.difference} previousRunId={run.previousRunId} />
        )}
      </div>
    </section>
  );
}

interface CountsProps {
  readonly title: string;
  readonly names: readonly (keyof RunDetail['counts'])[];
  readonly counts: RunDetail['counts'];
}

function Counts({ title, names, counts }: CountsProps) {
  return (
    <div>
      <h3>{title}</h3>
      <dl class="counts">
        {names.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatCount(counts[name])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Difference({
  difference,
  previousRunId,
}: {
  readonly difference: NonNullable<RunDetail['difference']>;
  readonly previousRunId: string;
}) {
  const { durationMs, ...rows } = difference;
  const slower = durationMs > 0 ? 'slower' : 'faster';
  return (
    <div>
      <h3>
        since <a href={hashOf({ page: 'run', runId: previousRunId, filter: ALL_REJECTS })}>{previousRunId}</a>
      </h3>
      <dl class="counts">
        {Object.entries(rows).map(([name, change]) => (
          <div key={name}>
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
