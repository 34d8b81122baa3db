import { type DagRun, isActive } from './dag-run.ts';
import { StateFile } from './state-file.ts';

/** How many runs are kept; the oldest ended ones go first. */
const KEEP_RUNS = 100;
/** Of the state file; a file of another version is not understood and starts an empty history. */
const VERSION = 1;

interface State {
  version: typeof VERSION;
  lastId: number;
  paused: boolean;
  runs: DagRun[];
}

/** All DAG runs and whether the DAG is paused, in memory; with a file they outlive the process. */
export class RunStore {
  #lastId = 0;
  #runs: DagRun[] = [];
  readonly #file: StateFile | undefined;
  readonly #log: (line: string) => void;
  /** As in Airflow a property of the DAG that is kept over a restart. */
  paused = false;

  constructor(path: string | undefined, log: (line: string) => void) {
    this.#log = log;
    if (path === undefined) {
      return;
    }
    this.#file = new StateFile(path, () => this.#state());
    const state = this.#file.read(log);
    if (!isState(state)) {
      return;
    }
    this.#lastId = state.lastId;
    this.#runs = state.runs;
    this.paused = state.paused;
  }

  /** Oldest first. The runs are live objects: who changes one calls `save`. */
  get runs(): readonly DagRun[] {
    return this.#runs;
  }

  find(runId: string): DagRun | undefined {
    return this.#runs.find((run) => run.runId === runId);
  }

  /** Adds a run as the newest and drops the oldest ended one when there are too many. */
  add(run: Omit<DagRun, 'id'>): DagRun {
    this.#lastId += 1;
    const added = { id: this.#lastId, ...run };
    this.#runs.push(added);
    const oldestEnded = this.#runs.find((candidate) => !isActive(candidate));
    if (this.#runs.length > KEEP_RUNS && oldestEnded) {
      this.delete(oldestEnded);
    }
    return added;
  }

  delete(run: DagRun): void {
    this.#runs = this.#runs.filter((candidate) => candidate !== run);
  }

  /** Resolves when the present state is on disk (at once without a file); rejects when it cannot be written. */
  async save(): Promise<void> {
    await this.#file?.save();
  }

  /** For changes nobody waits for: a failure is logged, and the next save makes up for it. */
  saveSoon(): void {
    this.save().catch((error: unknown) => this.#log(`can't write the state file: ${String(error)}`));
  }

  #state(): State {
    return { version: VERSION, lastId: this.#lastId, paused: this.paused, runs: this.#runs };
  }
}

function isState(value: unknown): value is State {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === VERSION &&
    'lastId' in value &&
    typeof value.lastId === 'number' &&
    'paused' in value &&
    typeof value.paused === 'boolean' &&
    'runs' in value &&
    Array.isArray(value.runs)
  );
}
