import { randomUUID } from 'node:crypto';
import type { FunctionSettings } from '../function-settings.ts';
import { ServerStoppingError, TimedOutError, TooManyCallsError } from './errors.ts';
import { Instance } from './instance.ts';
import { wallClock } from './instance-messages.ts';

/** Instances of a function at most. Two keep two cores busy; Airflow loads up to four parts at once. */
const INSTANCES = { endpoint: 2, step: 4 } as const;

/** Calls that may wait for an instance of a function. */
const WAITING_AT_MOST = 1_000;

/** An instance that has had nothing to do for so long is given back. A run calls each step once, for all its parts. */
const IDLE_MS = { endpoint: 30_000, step: 3_000 } as const;

/** Functions end in time by themselves, and say more than we can: ours is the last resort. */
const GRACE_MS = 1_000;

interface Waiting {
  readonly start: (instance: Instance) => void;
  readonly giveUp: (error: Error) => void;
}

/**
 * The calls of one function and the instances that serve them: a few, made when they are needed, each for one call at a
 * time. Further calls wait in order; the wait is part of the time that a call may take.
 */
export class CallQueue {
  readonly #settings: FunctionSettings;
  readonly #instances = new Set<Instance>();
  readonly #idle: Instance[] = [];
  readonly #idleTimers = new Map<Instance, NodeJS.Timeout>();
  readonly #waiting = new Set<Waiting>();

  constructor(settings: FunctionSettings) {
    this.#settings = settings;
  }

  /**
   * Calls the function, as soon as there is an instance.
   *
   * @param clientContext of the Lambda Invoke API
   * @throws what the function threw; TooManyCallsError, TimedOutError, InstanceEndedError, ServerStoppingError
   */
  async call(event: unknown, clientContext: unknown): Promise<unknown> {
    const deadline = wallClock() + this.#settings.timeoutMs;
    const instance = await this.#takeInstance(deadline);
    const late = () => void instance.end(this.#timedOut());
    const timer = setTimeout(late, deadline - wallClock() + GRACE_MS);
    try {
      return await instance.call({ event, context: this.#context(clientContext), deadline });
    } finally {
      clearTimeout(timer);
      this.#putBack(instance);
    }
  }

  /** Ends all instances; calls in flight and waiting calls fail. */
  async end(): Promise<void> {
    const reason = new ServerStoppingError();
    for (const waiting of [...this.#waiting]) {
      waiting.giveUp(reason);
    }
    for (const timer of this.#idleTimers.values()) {
      clearTimeout(timer);
    }
    await Promise.all([...this.#instances].map((instance) => instance.end(reason)));
  }

  async #takeInstance(deadline: number): Promise<Instance> {
    for (let instance = this.#idle.pop(); instance !== undefined; instance = this.#idle.pop()) {
      clearTimeout(this.#idleTimers.get(instance));
      this.#idleTimers.delete(instance);
      if (!instance.hasEnded) {
        return instance;
      }
      this.#instances.delete(instance);
    }
    if (this.#instances.size < INSTANCES[this.#settings.kind]) {
      return this.#makeInstance();
    }
    if (this.#waiting.size >= WAITING_AT_MOST) {
      throw new TooManyCallsError(`${WAITING_AT_MOST} calls are already waiting`);
    }
    return await this.#waitForInstance(deadline);
  }

  #makeInstance(): Instance {
    const instance = new Instance(this.#settings);
    this.#instances.add(instance);
    return instance;
  }

  async #waitForInstance(deadline: number): Promise<Instance> {
    const { promise, resolve, reject } = Promise.withResolvers<Instance>();
    const waiting: Waiting = { start: resolve, giveUp: reject };
    this.#waiting.add(waiting);
    const late = () => reject(new TooManyCallsError('no instance was free in time'));
    const timer = setTimeout(late, deadline - wallClock());
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(waiting);
    }
  }

  /** An instance that has served a call serves the next one that waits, or idles; one that has ended is replaced. */
  #putBack(instance: Instance): void {
    if (instance.hasEnded) {
      this.#instances.delete(instance);
    }
    const [next] = this.#waiting;
    if (next !== undefined) {
      this.#waiting.delete(next);
      next.start(instance.hasEnded ? this.#makeInstance() : instance);
    } else if (!instance.hasEnded) {
      this.#idle.push(instance);
      const timer = setTimeout(() => this.#giveBack(instance), IDLE_MS[this.#settings.kind]);
      this.#idleTimers.set(instance, timer.unref());
    }
  }

  #giveBack(instance: Instance): void {
    this.#idle.splice(this.#idle.indexOf(instance), 1);
    this.#idleTimers.delete(instance);
    this.#instances.delete(instance);
    void instance.end();
  }

  #timedOut(): TimedOutError {
    const { functionName, timeoutMs } = this.#settings;
    return new TimedOutError(`${functionName} did not finish within ${timeoutMs / 1_000} s`);
  }

  #context(clientContext: unknown): object {
    const { functionName, memoryMb } = this.#settings;
    return {
      awsRequestId: randomUUID(),
      callbackWaitsForEmptyEventLoop: true,
      clientContext,
      functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: `offline:${functionName}`,
      memoryLimitInMB: String(memoryMb),
    };
  }
}
