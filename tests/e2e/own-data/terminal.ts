import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { finished, type Outcome, start } from '../support/project.ts';
import { comparable } from './blocks.ts';

/** What the page writes into .env: set in the environment, it would win. */
const LEFT_TO_THE_PAGE = ['ETL_MODEL', 'ETL_STATE_DIR', 'ETL_MAX_REJECT_RATIO', 'ETL_DATA_DIR', 'ETL_AS_OF'];

/** The terminals of somebody who does what a page says: commands one after the other, and a stack that goes on beside them. */
export class Terminal {
  readonly #ports: Readonly<Record<string, string>>;
  readonly #folder: string;
  #stack: { readonly process: ChildProcess; readonly ended: Promise<Outcome>; printed: string } | undefined;

  /** @param ports under which the service is to be, as settings of run.sh @param folder the project, or a copy of it */
  constructor(ports: Readonly<Record<string, string>>, folder: string) {
    this.#ports = ports;
    this.#folder = folder;
  }

  /** Runs commands to their end, the first that fails. Returns its exit code, and what all have printed. */
  async run(commands: string): Promise<{ readonly code: number | null; readonly printed: string }> {
    const { code, stdout } = await finished(this.#bash(commands));
    return { code, printed: this.#asOnThePage(stdout) };
  }

  /** Starts a command that does not end. Returns what it has printed when that matches, or when it has ended all the same. */
  async leaveRunning(command: string, ready: RegExp): Promise<string> {
    const process = this.#bash(`exec ${command}`);
    const stack = { process, ended: finished(process), printed: '' };
    this.#stack = stack;
    process.stdout?.on('data', (chunk) => {
      stack.printed += chunk;
    });
    while (process.exitCode === null && !ready.test(this.#asOnThePage(stack.printed))) {
      await delay(50);
    }
    return this.#asOnThePage(stack.printed);
  }

  /** Ctrl-C where something was left running. Returns its exit code; 0 when there was nothing. */
  async interrupt(): Promise<number | null> {
    const stack = this.#stack;
    this.#stack = undefined;
    stack?.process.kill('SIGINT');
    return stack ? (await stack.ended).code : 0;
  }

  #bash(commands: string): ChildProcess {
    const own = commands.replaceAll('127.0.0.1:5000', this.#api);
    const unset = LEFT_TO_THE_PAGE.flatMap((name) => ['-u', name]);
    const args = [...unset, 'bash', '-c', `exec 2>&1\nset -eo pipefail\n${own}`];
    return start(args, this.#ports, 'env', this.#folder);
  }

  get #api(): string {
    return `127.0.0.1:${this.#ports['API_PORT']}`;
  }

  #asOnThePage(text: string): string {
    return comparable(
      text.replaceAll(this.#folder, '~/etl-pipeline').replaceAll(this.#api, '127.0.0.1:5000'),
    );
  }
}
