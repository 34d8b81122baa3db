import type { Budget } from '../../time-limits/budget.ts';
import type { DagRun, TaskInstance } from './shapes.ts';

export interface AirflowHealth {
  /** Whether runs can be accepted and will be carried out. */
  healthy: boolean;
  /** Each part's status in Airflow's words, as a rule `healthy` or `unhealthy`; null: not running. */
  metadatabase: string | null;
  scheduler: string | null;
  dagProcessor: string | null;
}

export interface Dag {
  paused: boolean;
  hasImportErrors: boolean;
  /** When Airflow last read the DAG's file, which it does every now and then; null: it doesn't say. */
  parsedAt: Date | null;
}

/** Every method throws AirflowUnavailableError when Airflow gives no usable answer in time. */
export interface AirflowClient {
  /** The runs that are queued or running, oldest first, at most 100. None when the DAG is unknown. */
  activeRuns(): Promise<DagRun[]>;
  /**
   * The run created last among those whose id starts with `prefix`. It is looked for among the newest 1,001 that no schedule
   * started: an Airflow before 3.1 can't be asked for a prefix.
   */
  newestRun(prefix: string): Promise<DagRun | undefined>;
  /** The runs created last, whatever their ids, the newest first; at most `count`, up to 100. None when the DAG is unknown. */
  newestRuns(count: number): Promise<DagRun[]>;
  /**
   * Starts a run of that id, with that conf.
   * @throws DagNotFoundError when Airflow does not offer the DAG, RunExistsError when the id is taken.
   */
  startRun(runId: string, conf: Record<string, unknown>): Promise<DagRun>;
  findRun(runId: string): Promise<DagRun | undefined>;
  /**
   * Ends a run as failed, as its page in Airflow does: its running tasks are stopped, the others never start, and the failure
   * callback is not called. One that has ended is set to failed all the same.
   * @returns false when there is no such run
   */
  failRun(runId: string): Promise<boolean>;
  /** Deletes a run; one that is not there is as good as deleted. @throws RunRunningError */
  deleteRun(runId: string): Promise<void>;
  /** The task instances of a run, of all pages; none when the run is unknown. */
  taskInstances(runId: string): Promise<TaskInstance[]>;
  /** Undefined while Airflow has not parsed the DAG. */
  dag(): Promise<Dag | undefined>;
  /** The files in the DAG folder, ours or not, that Airflow cannot import, at most 100. */
  importErrors(): Promise<{ filename: string; stackTrace: string }[]>;
  /** Asked without a token, so it tells apart an Airflow that is down from a login that is wrong. */
  health(): Promise<AirflowHealth>;
  /** The same client, with the same token, whose calls wait no longer than the budget lasts, login and retry included. */
  within(budget: Budget): AirflowClient;
}
