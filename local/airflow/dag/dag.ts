/**
 * The shape of the DAG `etl_pipeline`, the twin of dags/etl_pipeline.py. What is said here is answered by
 * GET /api/v2/dags/{id}/tasks, where a contract test compares it with what real Airflow reports.
 */
export const DAG_ID = 'etl_pipeline';
export const DAG_FILE = 'etl_pipeline.py';

/** One Lambda each; `fail` is no task but the DAG's failure callback. */
export type Step = 'plan' | 'load' | 'publish' | 'fail';
export type TaskId = Exclude<Step, 'fail'>;

export interface Task {
  taskId: TaskId;
  /** Whether there is one instance per element of plan's `parts`. */
  mapped: boolean;
  downstream: readonly TaskId[];
}

/** In order of execution. */
export const tasks: readonly Task[] = [
  { taskId: 'plan', mapped: false, downstream: ['load'] },
  { taskId: 'load', mapped: true, downstream: ['publish'] },
  { taskId: 'publish', mapped: false, downstream: [] },
];

/** Further runs stay queued, the oldest goes first. */
export const MAX_ACTIVE_RUNS = 1;
/** How many loads of a run are invoked at a time. */
export const MAX_ACTIVE_LOADS = 4;
/** Airflow's core.max_map_length: more parts than that cannot be mapped over. */
export const MAX_MAP_LENGTH = 1024;
