import type { DagRun, DagRunState } from '../../../lib/clients/airflow.ts';
import { InMemoryAirflow } from './in-memory-airflow.ts';

/** An Airflow whose DAG has max_active_runs=1: of the runs that are queued the oldest starts when none is running. */
export class QueueingAirflow extends InMemoryAirflow {
  /** When runs started, in their order. */
  readonly starts: { readonly runId: string; readonly at: Date }[] = [];

  /** Starts the oldest run that is queued, if none is running. @param at when; its own clock may say something else */
  startNext(at: Date, byOwnClock: Date): void {
    const isBusy = this.runs.some(({ state }) => state === 'running');
    const next = this.runs.findIndex(({ state }) => state === 'queued');
    if (!isBusy && next >= 0) {
      this.starts.push({ runId: this.#change(next, { state: 'running', startedAt: byOwnClock }), at });
    }
  }

  /** Ends the run that is running, if there is one. */
  end(state: Extract<DagRunState, 'success' | 'failed'>): void {
    const running = this.runs.findIndex((run) => run.state === 'running');
    if (running >= 0) {
      this.#change(running, { state });
    }
  }

  #change(index: number, members: Partial<DagRun>): string {
    const run = this.runs[index];
    if (!run) {
      throw new Error(`there is no run ${index}`);
    }
    this.runs[index] = { ...run, ...members };
    return run.runId;
  }
}
