import { countedAs, withThousands } from '../messages/thousands.ts';
import type { Model } from '../model/model.ts';
import type { Run } from '../store/runs/runs.ts';
import { failureSummary } from './failure-summaries.ts';

/** As much of the model as the sentence names: the table, and its rows in their own words. */
export type ResultNames = Pick<Model, 'table'> & { readonly entity: Pick<Model['entity'], 'name' | 'one'> };

/** As much of a run as its result follows from. */
type Ended = Pick<Run, 'counts' | 'error'> & { readonly state: 'queued' | Run['state'] };

const UNCHANGED = 'The table is unchanged.';

/**
 * What came of a run, as a person would say it. Null while it is queued or running.
 *
 * @example resultOf(run, model) // 'Published: users_derivation has 10 users (10 inserted).'
 */
export function resultOf(run: Ended, names: ResultNames): string | null {
  if (run.state === 'succeeded') {
    return published(run.counts, names);
  }
  return run.state === 'failed' ? notPublished(run.error) : null;
}

/** How many rows the table of the result had after a run that succeeded. */
export function rowsAfter({ counts }: Pick<Run, 'counts'>): number {
  return (counts.inserted ?? 0) + (counts.updated ?? 0) + (counts.unchanged ?? 0);
}

function published(counts: Run['counts'], { table, entity }: ResultNames): string {
  const changed = (['inserted', 'updated', 'deleted'] as const).flatMap((change) => {
    const count = counts[change] ?? 0;
    return count > 0 ? [`${withThousands(count)} ${change}`] : [];
  });
  const rows = countedAs(rowsAfter({ counts }), entity.one, entity.name);
  const rejected = counts.rejected ?? 0;
  const sentence = `Published: ${table} has ${rows} (${changed.join(', ') || 'nothing changed'}).`;
  if (rejected === 0) {
    return sentence;
  }
  return `${sentence} ${countedAs(rejected, 'row was', 'rows were')} rejected.`;
}

function notPublished(error: Run['error']): string {
  if (error?.code === 'CANCELLED') {
    return `Cancelled. ${UNCHANGED}`;
  }
  const why = error && failureSummary(error);
  return why === null ? `Not published. ${UNCHANGED}` : `Not published: ${why}. ${UNCHANGED}`;
}
