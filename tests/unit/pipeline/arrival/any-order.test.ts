import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrived } from '../../../../lib/pipeline/arrival/arrived.ts';
import { SKEW_MS } from '../../../../lib/pipeline/arrival/cover.ts';
import type { ObjectEvent } from '../../../../lib/pipeline/arrival/object-event.ts';
import { arrivalIn } from '../../../../lib/pipeline/trigger/arrival.ts';
import { arrivedDependencies, objectEvent, secondsAfter } from '../../support/arrivals.ts';
import { QueueingAirflow } from '../../support/queueing-airflow.ts';

/** What may happen next; `event` is one of the writes so far, whichever that number comes to. */
type Happening =
  | { readonly what: 'write' | 'start' | 'succeed' | 'fail' | 'trigger' }
  | { readonly what: 'deliver'; readonly event: number }
  | { readonly what: 'wait'; readonly seconds: number }
  | { readonly what: 'answer'; readonly count: number };

const happening = (...also: ('fail' | 'trigger')[]): fc.Arbitrary<Happening> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ what: fc.constantFrom('write', 'start', 'succeed', ...also) }) },
    { weight: 3, arbitrary: fc.record({ what: fc.constant('deliver'), event: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('answer'), count: fc.nat(30) }) },
    {
      weight: 2,
      arbitrary: fc.record({ what: fc.constant('wait'), seconds: fc.constantFrom(0.1, 1, 60, 900) }),
    },
  );

/** Of what is lived through. fast-check would make most of it shorter than ten. */
const LENGTH = { minLength: 1, maxLength: 40, size: 'max' } as const;

/** By how much Airflow's clock differs from that of S3, in seconds. */
const skew = fc.integer({ min: -SKEW_MS / 1000, max: SKEW_MS / 1000 - 1 });

/** S3, EventBridge and Airflow, with a clock for all. Calls of `arrived` go on until their answers from Airflow are let in. */
class World {
  #seconds = 0;
  readonly #scheduler: fc.Scheduler;
  readonly #skewS: number;
  readonly #writes: { readonly event: ObjectEvent; readonly at: Date }[] = [];
  readonly #delivered = new Set<ObjectEvent>();
  readonly #calls: Promise<unknown>[] = [];
  readonly airflow: QueueingAirflow;

  constructor(scheduler: fc.Scheduler, skewS: number) {
    this.#scheduler = scheduler;
    this.#skewS = skewS;
    this.airflow = new QueueingAirflow({
      now: () => this.#airflowNow(),
      pause: () => this.#scheduler.schedule(Promise.resolve()),
    });
  }

  get events(): ObjectEvent[] {
    return this.#writes.map(({ event }) => event);
  }

  get lastWrite(): Date | undefined {
    return this.#writes.at(-1)?.at;
  }

  async let(happen: Happening): Promise<void> {
    const actions = {
      write: () => this.#write(),
      start: () => this.airflow.startNext(this.#now(), this.#airflowNow()),
      succeed: () => this.airflow.end('success'),
      fail: () => this.airflow.end('failed'),
      trigger: () => this.#triggerByHand(),
    };
    if (happen.what === 'wait') {
      this.#seconds += happen.seconds;
    } else if (happen.what === 'answer') {
      await this.#answer(happen.count);
    } else if (happen.what === 'deliver') {
      this.deliver(happen.event);
    } else {
      actions[happen.what]();
    }
  }

  /** Delivers one of the events so far, once more if it was delivered before. */
  deliver(number: number): void {
    const event = this.events[number % this.events.length];
    if (event) {
      this.#delivered.add(event);
      const call = arrived(event, arrivedDependencies({ airflow: this.airflow, now: () => this.#now() }));
      call.catch(() => undefined);
      this.#calls.push(call);
    }
  }

  /** All events so far come once more, at the same time. */
  async deliverAllOnceMore(): Promise<void> {
    for (const number of this.events.keys()) {
      this.deliver(number);
    }
    await this.settle();
  }

  /** All events are delivered at last, all calls and all runs come to their end. */
  async settle(): Promise<void> {
    for (const event of this.events.filter((own) => !this.#delivered.has(own))) {
      this.deliver(this.events.indexOf(event));
    }
    await this.#scheduler.waitFor(Promise.all(this.#calls));
    while (this.airflow.runs.some(({ state }) => state === 'queued' || state === 'running')) {
      this.#seconds += 1;
      this.airflow.startNext(this.#now(), this.#airflowNow());
      this.airflow.end('success');
    }
  }

  #write(): void {
    const at = this.#now();
    const sequencer = (0xf0 + this.#writes.length).toString(16);
    // EventBridge tells whole seconds.
    const time = new Date(Math.floor(at.getTime() / 1000) * 1000);
    this.#writes.push({ event: objectEvent({ sequencer, time }), at });
    this.#seconds += 0.01;
  }

  #triggerByHand(): void {
    const runId = `manual__${this.airflow.runs.length}`;
    const queuedAt = this.#airflowNow();
    const dates = { queuedAt, runAfter: queuedAt, startedAt: null, endedAt: null };
    this.airflow.runs.push({ runId, state: 'queued', conf: {}, ...dates });
  }

  async #answer(count: number): Promise<void> {
    for (let index = 0; index < count && this.#scheduler.count() > 0; index += 1) {
      await this.#scheduler.waitOne();
    }
  }

  #now(): Date {
    this.#seconds += 0.001;
    return secondsAfter(this.#seconds);
  }

  #airflowNow(): Date {
    return new Date(this.#now().getTime() + this.#skewS * 1000);
  }
}

async function livedThrough(scheduler: fc.Scheduler, skewS: number, happenings: readonly Happening[]) {
  const world = new World(scheduler, skewS);
  for (const happen of happenings) {
    await world.let(happen);
  }
  await world.settle();
  return world;
}

const carried = ({ airflow }: World) => airflow.runs.flatMap(({ conf }) => arrivalIn(conf)?.sequencer ?? []);

test('whatever happens in whatever order, a run starts after the last write', async () => {
  const property = fc.asyncProperty(
    fc.scheduler(),
    skew,
    fc.array(happening('fail', 'trigger'), LENGTH),
    async (scheduler, skewS, happenings) => {
      const { lastWrite, airflow } = await livedThrough(scheduler, skewS, happenings);

      fc.pre(lastWrite !== undefined);
      expect(airflow.starts.at(-1)?.at.getTime()).toBeGreaterThan(lastWrite?.getTime() ?? 0);
    },
  );

  await fc.assert(property, { numRuns: 500 });
});

test('no write starts two runs, and none starts one after a later write did', async () => {
  const property = fc.asyncProperty(
    fc.scheduler(),
    skew,
    fc.array(happening('trigger'), LENGTH),
    async (scheduler, skewS, happenings) => {
      const world = await livedThrough(scheduler, skewS, happenings);

      expect(carried(world)).toEqual([...new Set(carried(world))].toSorted());
    },
  );

  await fc.assert(property, { numRuns: 500 });
});

test('events that come once more when all is over start at most one run, and none after it', async () => {
  const property = fc.asyncProperty(
    fc.scheduler(),
    skew,
    fc.array(happening(), LENGTH),
    async (scheduler, skewS, happenings) => {
      const world = await livedThrough(scheduler, skewS, happenings);
      const before = world.airflow.runs.length;
      await world.let({ what: 'wait', seconds: (2 * SKEW_MS) / 1000 });
      await world.deliverAllOnceMore();
      const after = world.airflow.runs.length;
      await world.deliverAllOnceMore();

      expect(after).toBeLessThanOrEqual(before + 1);
      expect(world.airflow.runs.length).toBe(after);
    },
  );

  await fc.assert(property, { numRuns: 500 });
});

test('ten events at the same time, during a run, start one run after it', async () => {
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const world = new World(scheduler, 0);
    for (const what of ['trigger', 'start'] as const) {
      await world.let({ what });
    }
    for (let number = 0; number < 10; number += 1) {
      await world.let({ what: 'write' });
    }
    await world.deliverAllOnceMore();

    expect(world.airflow.runs).toHaveLength(2);
  });

  await fc.assert(property, { numRuns: 500 });
});
