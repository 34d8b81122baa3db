import type { Budget } from '../budget.ts';
import { isRefusal, read, refusesForImportErrors, unexpected } from './airflow/answers.ts';
import { DagNotFoundError, RunExistsError, RunRunningError } from './airflow/errors.ts';
import { AirflowSession } from './airflow/session.ts';
import { type DagRun, shapes, type TaskInstance, toDagRun, toTaskInstance } from './airflow/shapes.ts';

export {
  AirflowUnavailableError,
  asServiceError,
  DagNotFoundError,
  RunExistsError,
  RunRunningError,
} from './airflow/errors.ts';
export { type DagRun, type DagRunState, dagRunStates, type TaskInstance } from './airflow/shapes.ts';

export interface AirflowOptions {
  /** Where Airflow's API server is, for instance http://127.0.0.1:8080; a path in front of /api is kept. */
  url: string;
  username: string;
  password: string;
  /** Which DAG; default `etl_pipeline`. */
  dagId?: string;
  /** Milliseconds each HTTP request may take; default 5000. A method makes one, and a login when it needs one. */
  timeoutMs?: number;
}

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
  /** The run created last among those whose id starts with `prefix`. */
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

/** Airflow's `maximum_page_limit`, unless configured otherwise. */
const PAGE = 100;

/**
 * A client for the REST API v2 of Airflow 3 and one DAG. Nothing is sent before the first call; the token
 * is fetched then and kept. The answers it relies on are pinned by tests/contract/airflow.
 */
export function connectAirflow(options: AirflowOptions): AirflowClient {
  const session = new AirflowSession({ ...options, timeoutMs: options.timeoutMs ?? 5000 });
  return clientOf(session, options.dagId ?? 'etl_pipeline');
}

function clientOf(session: AirflowSession, dagId: string, budget?: Budget): AirflowClient {
  const call = (method: string, path: string, body?: unknown) => session.call(method, path, { body, budget });
  const dagPath = `/api/v2/dags/${encodeURIComponent(dagId)}`;
  const runPath = (runId: string) => `${dagPath}/dagRuns/${encodeURIComponent(runId)}`;

  async function listRuns(query: string): Promise<DagRun[]> {
    const path = `${dagPath}/dagRuns?${query}`;
    const answer = await call('GET', path);
    if (isRefusal(answer, 404)) {
      return [];
    }
    return read(answer, shapes.dagRuns, `GET ${path}`).dag_runs.map(toDagRun);
  }

  return {
    activeRuns: () => listRuns(`state=queued&state=running&order_by=id&limit=${PAGE}`),

    newestRuns: (count) => listRuns(`order_by=-id&limit=${count}`),

    async newestRun(prefix) {
      // Airflow drops what is not alphanumeric from the end of the pattern, so that `etl-` finds `etlx` too.
      const pattern = `run_id_prefix_pattern=${encodeURIComponent(prefix)}&order_by=-id`;
      for (let offset = 0, limit = 1; ; offset += limit, limit = PAGE) {
        const runs = await listRuns(`${pattern}&limit=${limit}${offset > 0 ? `&offset=${offset}` : ''}`);
        const run = runs.find((candidate) => candidate.runId.startsWith(prefix));
        if (run || runs.length < limit) {
          return run;
        }
      }
    },

    async startRun(runId, conf) {
      const path = `${dagPath}/dagRuns`;
      const answer = await call('POST', path, { dag_run_id: runId, logical_date: null, conf });
      if (isRefusal(answer, 404) || refusesForImportErrors(answer)) {
        throw new DagNotFoundError(dagId);
      }
      if (isRefusal(answer, 409)) {
        throw new RunExistsError(runId);
      }
      return toDagRun(read(answer, shapes.dagRun, `POST ${path}`));
    },

    async findRun(runId) {
      const answer = await call('GET', runPath(runId));
      if (isRefusal(answer, 404)) {
        return undefined;
      }
      return toDagRun(read(answer, shapes.dagRun, `GET ${runPath(runId)}`));
    },

    async failRun(runId) {
      const answer = await call('PATCH', runPath(runId), { state: 'failed' });
      if (isRefusal(answer, 404)) {
        return false;
      }
      read(answer, shapes.dagRun, `PATCH ${runPath(runId)}`);
      return true;
    },

    async deleteRun(runId) {
      const answer = await call('DELETE', runPath(runId));
      if (answer.status === 204 || isRefusal(answer, 404)) {
        return;
      }
      if (isRefusal(answer, 409)) {
        throw new RunRunningError(runId);
      }
      throw unexpected(answer, `DELETE ${runPath(runId)}`);
    },

    async taskInstances(runId) {
      const instances: TaskInstance[] = [];
      for (;;) {
        const path = `${runPath(runId)}/taskInstances?limit=${PAGE}&offset=${instances.length}`;
        const answer = await call('GET', path);
        if (isRefusal(answer, 404)) {
          return [];
        }
        const page = read(answer, shapes.taskInstances, `GET ${path}`);
        instances.push(...page.task_instances.map(toTaskInstance));
        if (page.task_instances.length === 0 || instances.length >= page.total_entries) {
          return instances;
        }
      }
    },

    async dag() {
      const answer = await call('GET', dagPath);
      if (isRefusal(answer, 404)) {
        return undefined;
      }
      const dag = read(answer, shapes.dag, `GET ${dagPath}`);
      return {
        paused: dag.is_paused,
        hasImportErrors: dag.has_import_errors,
        parsedAt: dag.last_parsed_time ?? null,
      };
    },

    async importErrors() {
      const path = `/api/v2/importErrors?limit=${PAGE}`;
      const { import_errors } = read(await call('GET', path), shapes.importErrors, `GET ${path}`);
      return import_errors.map((error) => ({ filename: error.filename, stackTrace: error.stack_trace }));
    },

    async health() {
      const path = '/api/v2/monitor/health';
      const parts = read(await session.callOpenly(path, budget), shapes.health, `GET ${path}`);
      const needed = [
        parts.metadatabase,
        parts.scheduler,
        ...(parts.dag_processor ? [parts.dag_processor] : []),
      ];
      return {
        healthy: needed.every((part) => part.status === 'healthy'),
        metadatabase: parts.metadatabase.status,
        scheduler: parts.scheduler.status,
        dagProcessor: parts.dag_processor?.status ?? null,
      };
    },

    within: (share) => clientOf(session, dagId, share),
  };
}
