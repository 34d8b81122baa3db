import type { Environment } from '../aws/environment.ts';
import type { Budget } from '../budget.ts';
import { isRefusal, read, refusesForImportErrors, unexpected } from './airflow/answers.ts';
import { DagNotFoundError, RunExistsError, RunRunningError } from './airflow/errors.ts';
import { MwaaSession } from './airflow/mwaa-session.ts';
import { PasswordSession } from './airflow/password-session.ts';
import { type CallOptions, type Query, type Session, segment } from './airflow/session.ts';
import { type DagRun, shapes, type TaskInstance, toDagRun, toTaskInstance } from './airflow/shapes.ts';

export {
  AirflowUnavailableError,
  asServiceError,
  DagNotFoundError,
  RunExistsError,
  RunRunningError,
} from './airflow/errors.ts';
export { type DagRun, type DagRunState, dagRunStates, type TaskInstance } from './airflow/shapes.ts';

interface CommonOptions {
  /** Which DAG; default `etl_pipeline`. */
  dagId?: string;
  /** Milliseconds each HTTP request may take; default 5000. A method makes one, and a login when it needs one. */
  timeoutMs?: number;
}

export interface AirflowOptions extends CommonOptions {
  /** Where Airflow's API server is, for instance http://127.0.0.1:8080; a path in front of /api is kept. */
  url: string;
  username: string;
  password: string;
}

export interface MwaaOptions extends CommonOptions {
  /** The name of the environment of Amazon MWAA. */
  name: string;
  /** Variables with the region and the credentials, as process.env has them. */
  environment: Environment;
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

/** Airflow's `maximum_page_limit`, unless configured otherwise. */
const PAGE = 100;

/** How many pages of other runs are read at most, to find one of ours. */
const MOST_PAGES = 10;

/** Runs that were asked for, not started by a schedule: ours are among them, and this filter every Airflow 3 has. */
const ASKED_FOR = 'manual';

/**
 * A client for the REST API v2 of Airflow 3 (3.0.6 or newer) and one DAG, as a user with a password. Nothing is sent before the
 * first call; the token is fetched then and kept. The answers it relies on are pinned by tests/contract/airflow.
 */
export function connectAirflow({ dagId, timeoutMs = 5000, ...access }: AirflowOptions): AirflowClient {
  return clientOf(new PasswordSession({ ...access, timeoutMs }), dagId);
}

/** The same for an Airflow on Amazon MWAA, with the credentials of AWS that the environment names. */
export function connectMwaa({ dagId, timeoutMs = 5000, ...access }: MwaaOptions): AirflowClient {
  return clientOf(new MwaaSession({ ...access, timeoutMs }), dagId);
}

function clientOf(session: Session, dagId = 'etl_pipeline', budget?: Budget): AirflowClient {
  const call = (method: string, path: string, content: Omit<CallOptions, 'budget'> = {}) =>
    session.call(method, path, { ...content, budget });
  const dagPath = `/dags/${segment(dagId)}`;
  const runPath = (runId: string) => `${dagPath}/dagRuns/${segment(runId)}`;

  async function listRuns(query: Query): Promise<DagRun[]> {
    const path = `${dagPath}/dagRuns`;
    const answer = await call('GET', path, { query });
    if (isRefusal(answer, 404)) {
      return [];
    }
    return read(answer, shapes.dagRuns, `GET ${path}`).dag_runs.map(toDagRun);
  }

  /** The newest run of which that is true: the very newest, then pages of 100, ten at most. */
  async function newestOf(query: Query, isWanted: (run: DagRun) => boolean): Promise<DagRun | undefined> {
    for (let page = 0, offset = 0, limit = 1; page <= MOST_PAGES; page++, offset += limit, limit = PAGE) {
      const runs = await listRuns({ ...query, order_by: '-id', limit, ...(offset > 0 && { offset }) });
      const run = runs.find(isWanted);
      if (run || runs.length < limit) {
        return run;
      }
    }
    return undefined;
  }

  return {
    activeRuns: () => listRuns({ state: ['queued', 'running'], order_by: 'id', limit: PAGE }),

    newestRuns: (count) => listRuns({ order_by: '-id', limit: count }),

    // Whose ids begin otherwise are left out here, too: Airflow 3.0 does not know the pattern and ignores it, and later ones drop
    // what is not alphanumeric from its end, so that `etl-` finds `etlx`.
    newestRun: (prefix) =>
      newestOf({ run_id_prefix_pattern: prefix, run_type: ASKED_FOR }, ({ runId }) =>
        runId.startsWith(prefix),
      ),

    async startRun(runId, conf) {
      const path = `${dagPath}/dagRuns`;
      const answer = await call('POST', path, { body: { dag_run_id: runId, logical_date: null, conf } });
      if (isRefusal(answer, 404) || refusesForImportErrors(answer)) {
        throw new DagNotFoundError(dagId);
      }
      if (isRefusal(answer, 409)) {
        throw new RunExistsError(runId);
      }
      return toDagRun(read(answer, shapes.dagRun, `POST ${path}`));
    },

    async findRun(runId) {
      if (runPath(runId).length > session.longestPath) {
        return await newestOf({}, (run) => run.runId === runId);
      }
      const answer = await call('GET', runPath(runId));
      if (isRefusal(answer, 404)) {
        return undefined;
      }
      return toDagRun(read(answer, shapes.dagRun, `GET ${runPath(runId)}`));
    },

    async failRun(runId) {
      const answer = await call('PATCH', runPath(runId), { body: { state: 'failed' } });
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
        const path = `${runPath(runId)}/taskInstances`;
        const answer = await call('GET', path, { query: { limit: PAGE, offset: instances.length } });
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
      const path = '/importErrors';
      const answer = await call('GET', path, { query: { limit: PAGE } });
      const { import_errors } = read(answer, shapes.importErrors, `GET ${path}`);
      return import_errors.map((error) => ({ filename: error.filename, stackTrace: error.stack_trace }));
    },

    async health() {
      const path = '/monitor/health';
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
