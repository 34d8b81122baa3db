import { randomUUID } from 'node:crypto';
import { type FunctionDefinition, functionSettings, type ServiceDefinition } from '../function-settings.ts';
import { finishesCalls, shareOf } from '../share.ts';
import { CallQueue } from './call-queue.ts';
import { httpFailure, isHttpEvent } from './http-failure.ts';

/** A call in the making, as serverless-offline's controllers handle it. */
class Call {
  readonly #queue: CallQueue;
  readonly #underWay: Set<Promise<unknown>>;
  #event: unknown = {};
  #clientContext: unknown;

  constructor(queue: CallQueue, underWay: Set<Promise<unknown>>) {
    this.#queue = queue;
    this.#underWay = underWay;
  }

  setEvent(event: unknown): void {
    this.#event = event;
  }

  setClientContext(clientContext: unknown): void {
    this.#clientContext = clientContext;
  }

  runHandler(): Promise<unknown> {
    const outcome = this.#run();
    this.#underWay.add(outcome);
    const done = () => this.#underWay.delete(outcome);
    // Of an asynchronous invocation nobody waits for the outcome; its failure is in the function's log.
    outcome.then(done, done);
    return outcome;
  }

  async #run(): Promise<unknown> {
    try {
      return await this.#queue.call(this.#event, this.#clientContext);
    } catch (error) {
      if (!isHttpEvent(this.#event)) {
        throw error;
      }
      return httpFailure(error, randomUUID());
    }
  }
}

/**
 * Stands in the place of serverless-offline's pool of function instances, by the same interface
 * (serverless-offline/src/lambda/LambdaFunctionPool.js). What is different: there are only so many instances, one that
 * threw outside of a call is dropped with that call, a failed HTTP call is answered in our error shape, and a server of routes
 * or steps alone finishes its calls before it ends (docs/decisions/016, 037).
 */
export default class FunctionPool {
  readonly #service: ServiceDefinition;
  readonly #queues = new Map<string, CallQueue>();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(service: ServiceDefinition) {
    this.#service = service;
  }

  /** Nothing to do: instances are made when they are called. */
  start(): void {}

  get(functionKey: string, definition: FunctionDefinition): Call {
    let queue = this.#queues.get(functionKey);
    if (queue === undefined) {
      queue = new CallQueue(functionSettings(this.#service, definition));
      this.#queues.set(functionKey, queue);
    }
    return new Call(queue, this.#underWay);
  }

  async cleanup(): Promise<void> {
    while (finishesCalls(shareOf(process.env)) && this.#underWay.size > 0) {
      await Promise.allSettled(this.#underWay);
    }
    await Promise.all([...this.#queues.values()].map((queue) => queue.end()));
    this.#queues.clear();
  }
}
