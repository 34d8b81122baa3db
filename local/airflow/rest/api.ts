import { randomUUID } from 'node:crypto';
import { DAG_ID, tasks } from '../dag/dag.ts';
import { type DagRun, newTaskInstances } from '../dag/dag-run.ts';
import type { DagState } from '../dag/dag-state.ts';
import type { RunStore } from '../dag/run-store.ts';
import type { Scheduler } from '../dag/scheduler.ts';
import { HttpError, invalid } from './http.ts';
import { readPatchBody } from './patch-body.ts';
import {
  dagResponse,
  dagRunResponse,
  importErrorResponse,
  taskInstanceResponse,
  taskResponse,
} from './responses.ts';
import { page, queryRuns } from './run-query.ts';
import { readTriggerBody } from './trigger-body.ts';

export interface ApiOptions {
  store: RunStore;
  scheduler: Scheduler;
  dag: DagState;
  username: string;
  retries: number;
  retryDelayMs: number;
  now: () => Date;
}

/** What each route after the login answers with; texts and statuses as measured on Airflow 3.3.2. */
export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** @throws HttpError 404 while the DAG is not parsed. */
  getDag(dagId: string) {
    const { dag, store } = this.#options;
    this.#requireDag(dagId);
    return dagResponse({ paused: store.paused, broken: dag.parsed === 'broken', parsedAt: dag.since });
  }

  /** @throws HttpError 404, 422 */
  async patchDag(dagId: string, body: Record<string, unknown>) {
    const paused = body['is_paused'];
    if (typeof paused !== 'boolean') {
      throw invalid(['body', 'is_paused'], 'bool_type', 'Input should be a valid boolean', paused);
    }
    if (dagId !== DAG_ID) {
      throw new HttpError(404, `Dag with id: ${dagId} was not found`);
    }
    const { store, scheduler } = this.#options;
    store.paused = paused;
    await store.save();
    scheduler.kick();
    return this.getDag(dagId);
  }

  /** In the order of their ids, as Airflow lists them. */
  listTasks(dagId: string) {
    this.#requireDag(dagId);
    const listed = tasks.map((task) => taskResponse(task, this.#options));
    listed.sort((a, b) => (a.task_id < b.task_id ? -1 : 1));
    return { tasks: listed, total_entries: listed.length };
  }

  /** @throws HttpError 400, 404, 422 */
  listRuns(dagId: string, query: URLSearchParams) {
    this.#requireDag(dagId);
    const { items, total } = queryRuns(this.#options.store.runs, query);
    return { dag_runs: items.map(dagRunResponse), total_entries: total };
  }

  /**
   * Accepts a run whether or not one is running or the DAG is paused, and answers when it is on disk.
   * @throws HttpError 400, 404 (a broken DAG too), 409, 422
   */
  async postRun(dagId: string, body: Record<string, unknown>) {
    const { runId, ...given } = readTriggerBody(body);
    const { store, scheduler, dag, username, now } = this.#options;
    if (dagId !== DAG_ID || dag.parsed !== 'ready') {
      throw new HttpError(404, `Dag with dag_id: '${dagId}' not found`);
    }
    const queuedAt = now().toISOString();
    const id = runId ?? `manual__${queuedAt}_${randomUUID().slice(0, 8)}`;
    const taken = store.runs.some(
      (run) => run.runId === id || (run.logicalDate !== null && run.logicalDate === given.logicalDate),
    );
    if (taken) {
      throw new HttpError(409, conflict);
    }
    const run = store.add({
      runId: id,
      state: 'queued',
      ...given,
      queuedAt,
      startedAt: null,
      endedAt: null,
      triggeredBy: username,
      taskInstances: newTaskInstances(),
    });
    const answer = dagRunResponse(run);
    try {
      await store.save();
    } catch (error) {
      store.delete(run);
      throw error;
    }
    scheduler.kick();
    return answer;
  }

  /** @throws HttpError 404 */
  getRun(dagId: string, runId: string) {
    return dagRunResponse(this.#requireRun(dagId, runId));
  }

  /**
   * Ends a run as failed, whatever state it is in; no other state can be set here.
   * @throws HttpError 400, 404, 422
   */
  async patchRun(dagId: string, runId: string, body: Record<string, unknown>) {
    readPatchBody(body);
    const run = this.#requireRun(dagId, runId);
    this.#options.scheduler.endAsFailed(run);
    await this.#options.store.save();
    return dagRunResponse(run);
  }

  /** @throws HttpError 404, 409 while it is running */
  async deleteRun(dagId: string, runId: string): Promise<undefined> {
    const run = this.#requireRun(dagId, runId);
    if (run.state === 'running') {
      throw new HttpError(
        409,
        `The DagRun with dag_id: \`${dagId}\` and run_id: \`${runId}\` cannot be deleted in running state`,
      );
    }
    this.#options.store.delete(run);
    await this.#options.store.save();
    this.#options.scheduler.kick();
  }

  /** @throws HttpError 404, 422 */
  listTaskInstances(dagId: string, runId: string, query: URLSearchParams) {
    const run = this.#requireRun(dagId, runId);
    const { items, total } = page(run.taskInstances, query);
    return {
      task_instances: items.map((instance) => taskInstanceResponse(run, instance, this.#options.retries)),
      total_entries: total,
    };
  }

  listImportErrors() {
    const { dag } = this.#options;
    const errors = dag.parsed === 'broken' ? [importErrorResponse(dag.since)] : [];
    return { import_errors: errors, total_entries: errors.length };
  }

  #requireDag(dagId: string): void {
    if (dagId === DAG_ID && this.#options.dag.parsed !== 'loading') {
      return;
    }
    throw new HttpError(404, `The Dag with ID: \`${dagId}\` was not found`);
  }

  #requireRun(dagId: string, runId: string): DagRun {
    const run = dagId === DAG_ID ? this.#options.store.find(runId) : undefined;
    if (run) {
      return run;
    }
    throw new HttpError(404, `The DagRun with dag_id: \`${dagId}\` and run_id: \`${runId}\` was not found`);
  }
}

/** Airflow lets its database find the conflict. */
const conflict = {
  reason: 'Unique constraint violation',
  statement: 'hidden',
  orig_error: 'hidden',
  message: 'Serious error when handling your request. Check logs for more details',
};
