import { join } from 'node:path';
import { Random } from '../fuzz/random.ts';
import type { Bench } from './bench.ts';
import { makeDataSets, putInPlace } from './data/data-sets.ts';
import type { Fault } from './fault.ts';
import { nextRun } from './next-run.ts';
import { Reader } from './reader.ts';
import { RunningStack } from './running-stack.ts';
import type { FaultyPlace } from './stack/faulty-place.ts';
import { type Outcome, type Standing, trial } from './trial.ts';
import type { Violation } from './violation.ts';

/** A kind that finds nothing to be done to in so many runs is given up on. */
const ATTEMPTS = 6;

/** The first run of a stack that was started anew takes much longer than those after it: it tells little of them. */
const SLOWER = 1.5;

/** The stream of random numbers that orders the kinds; fault N has stream N * ATTEMPTS + attempt. */
const ORDER_STREAM = 0;

/** The kinds for so many faults: in one order after the other, each kind before any comes again. */
export function drawKinds(kinds: readonly Fault[], count: number, seed: number): Fault[] {
  const random = new Random(seed, ORDER_STREAM);
  const drawn: Fault[] = [];
  while (drawn.length < count) {
    drawn.push(...random.shuffled(kinds));
  }
  return drawn.slice(0, count);
}

/**
 * Does the faults one after the other to the runs of one stack, which fill the table from two data sets in turn.
 *
 * @param tell gets what came of each; one that was `missed` in all attempts has not been applied
 * @returns what the stack left when it was stopped at the end
 * @throws Error when nothing works any more
 */
export async function campaign(
  options: {
    readonly place: FaultyPlace;
    readonly logs: string;
    readonly faults: readonly Fault[];
    readonly seed: number;
  },
  tell: (number: number, fault: Fault, outcome: Outcome) => void,
): Promise<Violation[]> {
  const { place, logs, faults, seed } = options;
  let leftAtEnd: Violation[] = [];
  const reader = new Reader();
  const stack = new RunningStack(place, logs, reader);
  try {
    await stack.start();
    const bench: Bench = { place, stack, reader };
    let now = await firstRuns(bench);
    for (const [index, fault] of faults.entries()) {
      const outcome = await untilApplied(bench, now, fault, (attempt) => {
        return new Random(seed, (index + 1) * ATTEMPTS + attempt);
      });
      tell(index + 1, fault, outcome);
      if (!outcome.standing) {
        throw new Error('no run succeeds any more');
      }
      now = outcome.standing;
    }
  } finally {
    await reader.stop();
    leftAtEnd = await stack.stop();
  }
  return leftAtEnd;
}

/** Fills the table from one set after the other. */
async function firstRuns(bench: Bench): Promise<Standing> {
  const { place } = bench;
  const [a, b] = makeDataSets(join(place.home, 'sets'));
  putInPlace(a, place.dataDirectory);
  await nextRun(bench, a);
  putInPlace(b, place.dataDirectory);
  const { run, violations } = await nextRun(bench, b);
  if (!run) {
    throw new Error(`no run succeeds: ${violations.map(({ text }) => text).join('; ')}`);
  }
  return { old: b, next: a, earlier: run };
}

/** Tries a fault at one moment after the other, until it is done to a run. */
async function untilApplied(
  bench: Bench,
  standing: Standing,
  fault: Fault,
  randomOf: (attempt: number) => Random,
): Promise<Outcome & { readonly standing: Standing | undefined }> {
  let now = standing;
  for (let attempt = 0; ; attempt++) {
    const outcome = await trial(bench, now, fault, randomOf(attempt));
    const { applied, violations, last } = outcome;
    if (!last) {
      return { ...outcome, standing: undefined };
    }
    const tookMs = Math.min(last.tookMs, now.earlier.tookMs * SLOWER);
    now = { old: now.next, next: now.old, earlier: { ...last, tookMs } };
    if (applied || violations.length > 0 || attempt === ATTEMPTS - 1) {
      return { ...outcome, standing: now };
    }
  }
}
