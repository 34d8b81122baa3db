import {
  type AirflowClient,
  DagNotFoundError,
  type DagRun,
  RunExistsError,
} from '../../../lib/clients/airflow.ts';

/** A run as Airflow tells it: queued at the epoch unless told. */
export function dagRun(runId: string, members: Partial<DagRun> = {}): DagRun {
  const dates = { queuedAt: new Date(0), runAfter: new Date(0), startedAt: null, endedAt: null };
  return { runId, state: 'queued', ...dates, conf: {}, ...members };
}

interface Options {
  readonly runs?: readonly DagRun[];
  readonly now?: () => Date;
  /** Awaited at the beginning and before the end of each call, to let others come between. */
  readonly pause?: () => Promise<unknown>;
}

/** An Airflow that knows one DAG, with the rules that the trigger relies on: a run id is given out once. */
export class InMemoryAirflow implements AirflowClient {
  readonly runs: DagRun[];
  dagState: { paused: boolean; hasImportErrors: boolean } | undefined = {
    paused: false,
    hasImportErrors: false,
  };
  parsedAt: Date | null;
  brokenFiles: string[] = [];
  readonly #now: () => Date;
  readonly #pause: () => Promise<unknown>;

  constructor({ runs = [], now = () => new Date(), pause = () => Promise.resolve() }: Options = {}) {
    this.runs = [...runs];
    this.#now = now;
    this.parsedAt = now();
    this.#pause = pause;
  }

  activeRuns(): Promise<DagRun[]> {
    return this.#answer(() => this.runs.filter(({ state }) => state === 'queued' || state === 'running'));
  }

  newestRun(prefix: string): Promise<DagRun | undefined> {
    return this.#answer(() => this.runs.findLast(({ runId }) => runId.startsWith(prefix)));
  }

  newestRuns(count: number): Promise<DagRun[]> {
    return this.#answer(() => this.runs.toReversed().slice(0, count));
  }

  startRun(runId: string, conf: Record<string, unknown>): Promise<DagRun> {
    return this.#answer(() => {
      if (!this.dagState) {
        throw new DagNotFoundError('etl_pipeline');
      }
      if (this.runs.some((run) => run.runId === runId)) {
        throw new RunExistsError(runId);
      }
      const run = dagRun(runId, { queuedAt: this.#now(), runAfter: this.#now(), conf });
      this.runs.push(run);
      return run;
    });
  }

  findRun(runId: string): Promise<DagRun | undefined> {
    return this.#answer(() => this.runs.find((run) => run.runId === runId));
  }

  failRun(runId: string): Promise<boolean> {
    return this.#answer(() => {
      const at = this.runs.findIndex((run) => run.runId === runId);
      const run = this.runs[at];
      if (run) {
        this.runs[at] = { ...run, state: 'failed', endedAt: this.#now() };
      }
      return run !== undefined;
    });
  }

  deleteRun(): Promise<void> {
    return Promise.reject(new Error('nothing deletes runs here'));
  }

  taskInstances(): Promise<[]> {
    return this.#answer(() => []);
  }

  dag() {
    return this.#answer(() => this.dagState && { ...this.dagState, parsedAt: this.parsedAt });
  }

  importErrors() {
    return this.#answer(() => this.brokenFiles.map((filename) => ({ filename, stackTrace: 'Traceback …' })));
  }

  health() {
    const healthy = 'healthy';
    return this.#answer(() => ({
      healthy: true,
      metadatabase: healthy,
      scheduler: healthy,
      dagProcessor: healthy,
    }));
  }

  within(): AirflowClient {
    return this;
  }

  async #answer<T>(answer: () => T): Promise<T> {
    await this.#pause();
    const value = answer();
    await this.#pause();
    return value;
  }
}
