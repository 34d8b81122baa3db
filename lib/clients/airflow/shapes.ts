import * as z from 'zod/mini';
import { AirflowUnavailableError } from './errors.ts';

/** The states of a DAG run (Airflow's DagRunState). */
export const dagRunStates = ['queued', 'running', 'success', 'failed'] as const;
export type DagRunState = (typeof dagRunStates)[number];

export interface DagRun {
  runId: string;
  state: DagRunState;
  queuedAt: Date | null;
  /** When it was queued, as the DAG tells its steps. */
  runAfter: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  conf: Record<string, unknown>;
}

export interface TaskInstance {
  taskId: string;
  /** Which of the mapped instances, from 0; -1 for a task that is not mapped, or not expanded yet. */
  mapIndex: number;
  /** Null before it is scheduled. A string, as Airflow adds states between minor versions. */
  state: string | null;
  tryNumber: number;
  startedAt: Date | null;
  endedAt: Date | null;
}

const date = z.nullable(
  z.pipe(
    z.iso.datetime({ offset: true }),
    z.transform((text: string) => new Date(text)),
  ),
);

const dagRun = z.object({
  dag_run_id: z.string(),
  state: z.enum(dagRunStates),
  queued_at: date,
  run_after: z.optional(date),
  start_date: date,
  end_date: date,
  conf: z.nullish(z.record(z.string(), z.unknown())),
});

const taskInstance = z.object({
  task_id: z.string(),
  map_index: z.int(),
  state: z.nullable(z.string()),
  try_number: z.int(),
  start_date: date,
  end_date: date,
});

const component = z.object({ status: z.nullable(z.string()) });

/** The answers of Airflow 3's REST API v2 that we read, with the members we use. */
export const shapes = {
  login: z.object({ access_token: z.string().check(z.minLength(1)) }),
  dagRun,
  dagRuns: z.object({ dag_runs: z.array(dagRun), total_entries: z.int() }),
  taskInstances: z.object({ task_instances: z.array(taskInstance), total_entries: z.int() }),
  dag: z.object({
    is_paused: z.boolean(),
    has_import_errors: z.boolean(),
    last_parsed_time: z.optional(date),
  }),
  importErrors: z.object({
    import_errors: z.array(z.object({ filename: z.string(), stack_trace: z.string() })),
  }),
  health: z.object({
    metadatabase: component,
    scheduler: component,
    dag_processor: z.nullish(component),
  }),
} as const;

/**
 * Checks an answer against its shape.
 * @throws AirflowUnavailableError naming the first member that is not as expected; never its value.
 */
export function readShape<S extends z.ZodMiniType>(shape: S, body: unknown, what: string): z.output<S> {
  const result = z.safeParse(shape, body);
  if (result.success) {
    return result.data;
  }
  const issue = result.error.issues[0];
  // Joined here, as z.core (toDotPath) draws 370 KB of locales into each bundle.
  const member = issue && issue.path.length > 0 ? issue.path.join('.') : 'the body';
  throw new AirflowUnavailableError(
    `Airflow's answer to ${what} does not have the expected shape: ${member}`,
  );
}

/** From Airflow's names to ours; a `conf` of null, which Airflow permits, is an empty one. */
export function toDagRun(run: z.output<typeof dagRun>): DagRun {
  return {
    runId: run.dag_run_id,
    state: run.state,
    queuedAt: run.queued_at,
    runAfter: run.run_after ?? null,
    startedAt: run.start_date,
    endedAt: run.end_date,
    conf: run.conf ?? {},
  };
}

/** From Airflow's names to ours. */
export function toTaskInstance(instance: z.output<typeof taskInstance>): TaskInstance {
  return {
    taskId: instance.task_id,
    mapIndex: instance.map_index,
    state: instance.state,
    tryNumber: instance.try_number,
    startedAt: instance.start_date,
    endedAt: instance.end_date,
  };
}
