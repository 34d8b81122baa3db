import { randomUUID } from 'node:crypto';
import { type TaskId, tasks } from './dag.ts';

export const dagRunStates = ['queued', 'running', 'success', 'failed'] as const;
export type DagRunState = (typeof dagRunStates)[number];

/** Those of Airflow's task states that occur here; null: not scheduled yet. */
export type TaskState =
  | 'running'
  | 'up_for_retry'
  | 'success'
  | 'failed'
  | 'upstream_failed'
  | 'skipped'
  | null;

export interface TaskInstance {
  id: string;
  taskId: TaskId;
  /** From 0 for a mapped task; -1 for one that is not mapped, or not expanded yet. */
  mapIndex: number;
  state: TaskState;
  /** 0 before the first try. */
  tryNumber: number;
  startedAt: string | null;
  endedAt: string | null;
}

/** Plain data: what the state file holds. Times are ISO strings in UTC. */
export interface DagRun {
  /** Counts up over all runs, deleted ones too; what `order_by=id` sorts by. */
  id: number;
  runId: string;
  state: DagRunState;
  conf: Record<string, unknown> | null;
  note: string | null;
  logicalDate: string | null;
  queuedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  triggeredBy: string;
  taskInstances: TaskInstance[];
}

/** Whether a run is still to end. */
export function isActive(run: DagRun): boolean {
  return run.state === 'queued' || run.state === 'running';
}

/** A task instance that nothing has happened to. */
export function newTaskInstance(taskId: TaskId, mapIndex = -1): TaskInstance {
  return { id: randomUUID(), taskId, mapIndex, state: null, tryNumber: 0, startedAt: null, endedAt: null };
}

/** The instances a run starts with: one a task; the mapped one is expanded when plan has named the parts. */
export function newTaskInstances(): TaskInstance[] {
  return tasks.map((task) => newTaskInstance(task.taskId));
}
