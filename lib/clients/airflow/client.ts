import type { Budget } from '../../time-limits/budget.ts';
import type { AirflowClient } from './airflow-client.ts';
import { isRefusal, read, refusesForImportErrors, unexpected } from './answers.ts';
import { AirflowUnavailableError, DagNotFoundError, RunExistsError, RunRunningError } from './errors.ts';
import { type CallOptions, type Query, type Session, segment } from './session.ts';
import { type DagRun, shapes, type TaskInstance, toDagRun, toTaskInstance } from './shapes.ts';

/** Airflow's `maximum_page_limit`, unless configured otherwise. */
const PAGE = 100;

/** How many pages of other runs are read at most, to find one of ours. */
const MOST_PAGES = 10;

/** Runs that were asked for, not started by a schedule: ours are among them, and this filter every Airflow 3 has. */
const ASKED_FOR = 'manual';

/** A client for one DAG, which asks through that session. The budget is for all that the client is asked. */
export function clientOf(session: Session, dagId = 'etl_pipeline', budget?: Budget): AirflowClient {
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

  /** The newest run of which that is true, and whether all were looked at: the very newest, then pages of 100, ten at most. */
  async function newestOf(
    query: Query,
    isWanted: (run: DagRun) => boolean,
  ): Promise<{ readonly run: DagRun | undefined; readonly sawAll: boolean }> {
    for (let page = 0, offset = 0, limit = 1; page <= MOST_PAGES; page++, offset += limit, limit = PAGE) {
      const runs = await listRuns({ ...query, order_by: '-id', limit, ...(offset > 0 && { offset }) });
      const run = runs.find(isWanted);
      if (run || runs.length < limit) {
        return { run, sawAll: run === undefined };
      }
    }
    return { run: undefined, sawAll: false };
  }

  /** A run whose path is too long to be asked for: whether it was deleted can only be told if all runs were looked at. */
  async function listedRun(runId: string): Promise<DagRun | undefined> {
    const { run, sawAll } = await newestOf({}, (listed) => listed.runId === runId);
    if (run === undefined && !sawAll) {
      throw new AirflowUnavailableError(
        `Airflow can't be asked for ${runId}, whose path is too long, and it is not among its newest runs`,
      );
    }
    return run;
  }

  return {
    activeRuns: () => listRuns({ state: ['queued', 'running'], order_by: 'id', limit: PAGE }),

    newestRuns: (count) => listRuns({ order_by: '-id', limit: count }),

    // Whose ids begin otherwise are left out here, too: Airflow 3.0 does not know the pattern and ignores it, and later ones drop
    // what is not alphanumeric from its end, so that `etl-` finds `etlx`.
    newestRun: async (prefix) => {
      const query = { run_id_prefix_pattern: prefix, run_type: ASKED_FOR };
      return (await newestOf(query, ({ runId }) => runId.startsWith(prefix))).run;
    },

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
        return await listedRun(runId);
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
