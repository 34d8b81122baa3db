import { Worker } from 'node:worker_threads';
import type { FunctionSettings } from '../function-settings.ts';
import { logError } from '../log.ts';
import { InstanceEndedError } from './errors.ts';
import type { CallMessage, InstanceData, OutcomeMessage } from './instance-messages.ts';

/**
 * New objects of a thread, in MiB, at most before they are collected. V8 would take 48 for each thread, and gives none of
 * it back; steps read large files, endpoints make little and are many.
 */
const YOUNG_GENERATION_MB = { endpoint: 4, step: 16 } as const;

/** Bundled beside this file, as it is: each thread would compile a .ts file for itself. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? 'thread.ts' : 'thread.js', import.meta.url);

/**
 * One instance of a function, in a thread of its own: it serves one call at a time. Whatever is thrown in it outside of
 * a call ends this instance and fails the call in flight, and nothing else, as on AWS.
 */
export class Instance {
  readonly #worker: Worker;
  readonly #functionName: string;
  #settle: { resolve: (result: unknown) => void; reject: (error: Error) => void } | undefined;
  #ended = false;

  constructor({ file, exportName, environment, memoryMb, kind, functionName }: FunctionSettings) {
    this.#functionName = functionName;
    const workerData: InstanceData = { file, exportName };
    this.#worker = new Worker(THREAD, {
      env: environment,
      // Not the server's: there, a rejection that nobody handles must not pass for a small thing.
      execArgv: ['--enable-source-maps'],
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMb,
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB[kind],
      },
      workerData,
    });
    this.#worker.on('message', (outcome: OutcomeMessage) => this.#answer(outcome));
    this.#worker.on('error', (cause) => this.#fail(`${cause.name}: ${cause.message}`, cause));
    this.#worker.on('exit', (code) => this.#fail(`its thread ended with ${code}`));
  }

  /** Whether the instance can serve no more calls. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  /**
   * Calls the function.
   *
   * @throws what the function threw, by name, message and stack; InstanceEndedError when the instance ends meanwhile
   */
  async call(message: CallMessage): Promise<unknown> {
    if (this.#ended) {
      throw this.#endedError('it was ended before');
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#settle = { resolve, reject };
    this.#worker.postMessage(message);
    return await promise;
  }

  /** Ends the thread at once; a call in flight fails. */
  async end(reason: Error = this.#endedError('it was ended')): Promise<void> {
    this.#ended = true;
    this.#settle?.reject(reason);
    this.#settle = undefined;
    await this.#worker.terminate();
  }

  #answer(outcome: OutcomeMessage): void {
    const settle = this.#settle;
    this.#settle = undefined;
    if ('result' in outcome) {
      settle?.resolve(outcome.result);
    } else {
      settle?.reject(Object.assign(new Error(outcome.error.message), outcome.error));
    }
  }

  /** The thread has ended by itself; asked to, it has ended before. */
  #fail(reason: string, cause?: Error): void {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    const error = this.#endedError(reason, cause);
    logError('a function ended its instance', { function: this.#functionName, error });
    this.#settle?.reject(error);
    this.#settle = undefined;
  }

  #endedError(reason: string, cause?: Error): InstanceEndedError {
    return new InstanceEndedError(`the instance of ${this.#functionName} is gone: ${reason}`, { cause });
  }
}
