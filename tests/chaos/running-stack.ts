import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Place } from '../real-stack/place.ts';
import { isHealthy, type Stack, startStack } from '../real-stack/stack.ts';
import type { Fault } from './fault.ts';
import { strangers } from './leftovers.ts';
import type { Reader } from './reader.ts';
import type { Violation } from './violation.ts';

/** For so long a stack stops what it still has after one of its parts has ended; then a person presses Ctrl-C. */
const ENDS_MS = 20_000;

/** After a fault is over, a stack that goes on is ready again within that. */
const READY_MS = 30_000;

/** What an ended stack has asked to stop may still be on its way out. */
const EXIT_MS = 5_000;

const STATE_LOGS = ['api.log', 'postgres.log', 'airflow.json'];

/** The stack that the faults are done to: one after the other, in the same place. */
export class RunningStack {
  readonly #place: Place;
  readonly #logs: string;
  readonly #reader: Reader;
  #stack: Stack | undefined;
  #starts = 0;

  /** @param logs the folder that gets what each start printed and logged */
  constructor(place: Place, logs: string, reader: Reader) {
    this.#place = place;
    this.#logs = logs;
    this.#reader = reader;
  }

  get now(): Stack {
    if (!this.#stack) {
      throw new Error('no stack has been started');
    }
    return this.#stack;
  }

  /** @throws Error when it does not start */
  async start(): Promise<void> {
    this.#keepLogs();
    this.#starts++;
    this.#stack = await startStack(this.#place, join(this.#logs, `stack-${this.#starts}.log`));
    this.#reader.lookAt(this.#stack.adminUrl);
  }

  /** Waits until all works again, as a person would who starts an ended stack anew. */
  async recover(fault: Fault): Promise<Violation[]> {
    if (fault.stack === 'ends') {
      return await this.#startAnew();
    }
    const deadline = performance.now() + READY_MS;
    while (performance.now() < deadline && !this.now.ending()) {
      if (await isHealthy(this.#place.apiUrl)) {
        return [];
      }
      await delay(100);
    }
    if (!this.now.ending()) {
      return [
        { kind: 'not ready', text: `/health was not 200 within ${READY_MS} ms` },
        ...(await this.#startAnew()),
      ];
    }
    return [...this.dead(fault), ...(await this.#startAnew())];
  }

  /** Whether it ended though it was not the target. */
  dead(fault: Fault): Violation[] {
    const ending = this.now.ending();
    if (!ending || fault.stack !== 'stays') {
      return [];
    }
    return [{ kind: 'dead stack', text: `the stack ended with ${ending.code ?? ending.signal}` }];
  }

  /** Ctrl-C, and a new start. */
  async restart(): Promise<Violation[]> {
    const violations = await this.#stopped();
    await this.start();
    return violations;
  }

  /** Ctrl-C, and what is left after it. */
  async stop(): Promise<Violation[]> {
    const violations = await this.#stopped();
    this.#keepLogs();
    return violations;
  }

  async #startAnew(): Promise<Violation[]> {
    await this.now.endsWithin(ENDS_MS);
    const violations = await this.#stopped();
    try {
      await this.start();
    } catch (error) {
      violations.push({ kind: 'not ready', text: `it did not start again: ${String(error)}` });
      await this.start();
    }
    return violations;
  }

  async #stopped(): Promise<Violation[]> {
    const violations: Violation[] = [];
    if (!(await this.now.stop())) {
      violations.push({ kind: 'left behind', text: 'Ctrl-C did not stop the stack' });
    }
    // One that was killed could not stop the others: its successor has to.
    if (this.now.ending()?.signal) {
      return violations;
    }
    const deadline = performance.now() + EXIT_MS;
    let left = strangers(this.#place.stateDirectory, undefined);
    while (left.length > 0 && performance.now() < deadline) {
      await delay(100);
      left = strangers(this.#place.stateDirectory, undefined);
    }
    if (left.length > 0) {
      violations.push({ kind: 'left behind', text: `by an ended stack: ${left.join('; ')}` });
    }
    return violations;
  }

  /** The next start writes its own over them. */
  #keepLogs(): void {
    for (const name of STATE_LOGS) {
      const from = join(this.#place.stateDirectory, name);
      if (existsSync(from)) {
        copyFileSync(from, join(this.#logs, `${this.#starts}-${name}`));
      }
    }
  }
}
