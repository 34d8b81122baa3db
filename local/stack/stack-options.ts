import type { Settings } from './settings.ts';

/** What a stack is started with. */
export interface StackOptions {
  readonly projectDir: string;
  readonly settings: Settings;
  /** Gets one line for each part that comes up, and for what is worth knowing. */
  readonly log: (line: string) => void;
  /** Gets the handlers' log lines, and Airflow's about its DAG runs. */
  readonly onLogLine: (line: string) => void;
}
