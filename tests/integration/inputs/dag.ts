import { vi } from 'vitest';
import * as z from 'zod/mini';
import type { Config } from '../../../lib/config.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { fail } from '../../../lib/pipeline/runs/fail.ts';
import type { RunCounts, RunError } from '../../../lib/store/runs/runs.ts';
import type { ExpectedCounts, ExpectedFinding } from '../../fixtures/inputs/fixtures.ts';
import { REQUIRED_SETTINGS } from '../../unit/support/environment.ts';
import { lambdaContext } from '../../unit/support/http-api-event.ts';
import { QUEUED_AT, type Workbench } from '../pipeline/workbench.ts';

/** A row of etl.rejected_rows. */
export type Finding = ExpectedFinding & { readonly raw: string };

/** What the database says of a run that has ended. */
export interface RecordedRun {
  readonly state: 'succeeded' | 'failed';
  readonly error: RunError | null;
  readonly totals: Pick<RunCounts, 'read' | 'loaded' | 'rejected' | 'warnings'>;
  /** Of each input. */
  readonly inputs: Readonly<Record<string, ExpectedCounts>>;
  readonly findings: readonly Finding[];
}

const CONTEXT = lambdaContext(900_000);

/**
 * The steps as the DAG invokes them, over one connection: each wrapped as a Lambda handler, which records its
 * error, and `fail` as the failure callback.
 */
export async function makeDag(bench: Workbench) {
  const { database, config, model, logger, airflow } = bench.dependencies();
  for (const [name, value] of Object.entries(REQUIRED_SETTINGS)) {
    vi.stubEnv(name, value);
  }
  const { runIdSchema, step } = await import('../../../lib/step.ts');

  const stepsWith = (changes: Partial<Config>) => {
    const providers = {
      database: () => database,
      progressDatabase: () => database,
      config: () => ({ ...config, ...changes }),
      model: () => model,
      airflow: () => airflow,
    };
    const run = z.object({ runId: runIdSchema });
    const part = z.object({ runId: runIdSchema, part: z.int() });
    return {
      plan: step(
        'plan',
        run,
        // One input after the other takes the table: that the users before are gone says nothing about it.
        ({ runId }, all) =>
          plan({ runId, queuedAt: QUEUED_AT, conf: { acceptDeletes: true } }, { ...all, logger }),
        providers,
      ),
      load: step('load', part, load, providers),
      publish: step('publish', run, publish, providers),
      fail: step(
        'fail',
        run,
        ({ runId }, all) => fail({ runId, queuedAt: QUEUED_AT, reason: 'task_failure' }, all),
        providers,
      ),
    };
  };

  return {
    /** A whole run to its end, whatever that is. */
    async run(runId: string, changes: Partial<Config>): Promise<RecordedRun> {
      const steps = stepsWith(changes);
      try {
        const { parts } = (await steps.plan({ runId }, CONTEXT)) as Awaited<ReturnType<typeof plan>>;
        for (const part of parts) {
          await steps.load(part, CONTEXT);
        }
        await steps.publish({ runId }, CONTEXT);
      } catch {
        await steps.fail({ runId }, CONTEXT);
      }
      return await recordedRun(bench, runId);
    },
  };
}

/** Reads back what is recorded of a run. */
export async function recordedRun({ look }: Workbench, runId: string): Promise<RecordedRun> {
  const [run] = await look`
    SELECT state, error, read::int, loaded::int, rejected::int, warnings::int FROM etl.runs WHERE run_id = ${runId}`;
  const counts = await look`
    SELECT input, read::int, (rejected + coalesce(late_rejects, 0))::int AS rejected,
           (warnings + coalesce(late_warnings, 0))::int AS warnings
    FROM etl.parts LEFT JOIN (
      SELECT part, sum(count) FILTER (WHERE severity = 'reject') AS late_rejects,
             sum(count) FILTER (WHERE severity = 'warning') AS late_warnings
      FROM etl.reject_counts WHERE run_id = ${runId} AND found_by = 'publish' GROUP BY part) AS late USING (part)
    WHERE run_id = ${runId}`;
  const findings = await look`
    SELECT input, line::int, column_name AS column, reason, severity, raw
    FROM etl.rejected_rows WHERE run_id = ${runId} ORDER BY input, line, reason, column_name`;
  const { state, error, ...totals } = run ?? {};
  const inputs = Object.fromEntries(counts.map(({ input, ...own }) => [input, own]));
  return { state, error, totals, inputs, findings: [...findings] } as unknown as RecordedRun;
}
