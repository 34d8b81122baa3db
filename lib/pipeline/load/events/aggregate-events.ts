import { setTimeout as delay } from 'node:timers/promises';
import { MAX_AGGREGATE_BYTES } from '../../../aggregation/accumulate/accumulators.ts';
import { EventsTally } from '../../../aggregation/accumulate/events-tally.ts';
import { NONE_TAKEN, type TakenIds } from '../../../aggregation/ids/taken-ids.ts';
import { kernelModule } from '../../../aggregation/kernel/compiled.ts';
import { idBitsOf, totalsOf } from '../../../aggregation/kernel/totals.ts';
import { repeatedIds, withoutRepeats } from '../../../aggregation/kernel/wide-ids.ts';
import { rangesOf } from '../../../aggregation/partial/id-columns.ts';
import type { EventTotals } from '../../../aggregation/partial/totals.ts';
import { canTakeOut, totalsWithout } from '../../../aggregation/partial/totals-without.ts';
import type { Id } from '../../../model/id-types.ts';
import type { EventsPlan } from '../../../model/model.ts';
import type { PartProgress } from '../../../store/runs/progress.ts';
import type { Findings } from '../../findings/findings.ts';
import { ended } from '../cut/pieces.ts';
import { bytesOf, type OnProgress, type Slice } from '../slice.ts';
import type { ReadToEnd } from '../slice-reader.ts';
import type { SlicesReader } from '../slices-reader.ts';
import { eventsReader } from './event-reader.ts';
import { kernelOptions } from './kernel-options.ts';
import { readAhead } from './read-ahead.ts';
import { MOST_TAKEN_OUT, type RepeatedKeys, repeatedRows } from './repeated-rows.ts';
import { refuseTooManyTexts } from './repeated-texts.ts';
import { type SecondHalf, type SecondThread, startSecondThread } from './second-half.ts';
import { together } from './shared-progress.ts';
import { TWO_THREADS_BYTES } from './threads.ts';

/** How much was read, where the last slice ended, and what the events that count add up to. With `taken`, idRanges has those, too. */
export interface AggregatedEvents extends ReadToEnd {
  readonly totals: EventTotals;
  /** Of the suspects the ids that count here, without those that are taken. */
  readonly counted: readonly Id[];
}

export interface AggregateOptions {
  readonly plan: EventsPlan;
  /** Where what is wrong with rows is noted. */
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  /** Events that an earlier part has: their rows in this one are duplicates. */
  readonly taken?: TakenIds;
  /** What stands for ids, hashes of texts, of which it is to be told which of them count here. */
  readonly suspects?: Iterable<bigint>;
  /** How many bits of the hash of a text are used: fewer for tests only, where many texts are to have the same. */
  readonly hashBits?: number | undefined;
  /** Gives the bytes of a slice; called a second time when ids beyond 2^27 repeat, which is known only at the end. */
  readonly openBytes?: typeof bytesOf;
  /** From so many bytes on two threads read the slices; the answer is the same. */
  readonly twoThreadsBytes?: number;
  /** What the accumulators of the plan may hold. */
  readonly maxAggregateBytes?: number;
  /** The file of the second thread, when it is not the usual one: it has to know the aggregates of the plan. */
  readonly worker?: URL;
  /** Told after every chunk of bytes how far that is, both threads together. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Reads slices of events: plain lines in the kernel, all others by the rules of eventRows.
 *
 * @param slices one at least
 * @throws InputError INPUT_CHANGED when the file is gone or ends too soon;
 * AGGREGATES_TOO_LARGE when the accumulators take more memory than they may
 */
export async function aggregateEvents(
  slices: readonly Slice[],
  options: AggregateOptions,
): Promise<AggregatedEvents> {
  const { plan, findings, taken = NONE_TAKEN } = options;
  const suspects = new Set(options.suspects ?? []);
  // Ids that are known beforehand would have to be known to both threads: rare enough to be left to one.
  let areNoneKnown = suspects.size === 0 && taken.isEmpty;
  for (;;) {
    findings.clear();
    const { tally, inBoth, ...counts } = await readOnce(slices, options, { taken, suspects, areNoneKnown });
    tally.kernel.takeWideIds(true);
    const wideIds = tally.kernel.wideIds.sorted();
    // Of numbers none is left when they are suspect; texts that only have their hash in common are there both.
    const repeated = repeatedIds(wideIds);
    const others = repeated.filter((number) => !suspects.has(number));
    const totals = () => eventTotals(tally, repeated.length === 0 ? wideIds : withoutRepeats(wideIds));
    if (others.length === 0 && inBoth.every(({ numbers }) => numbers.length === 0)) {
      return { ...counts, totals: totals(), counted: tally.kernel.wideIds.counted };
    }
    const read = slices.map((slice) => ended(slice, counts));
    const keys: RepeatedKeys = { numbers: others, slices: read, added: 'all rows' };
    const found =
      areNoneKnown && canTakeOut(plan) ? await repeatedRows([...inBoth, keys], options) : undefined;
    if (found) {
      const sources = slices.map(({ source }) => source);
      findings.insert(found.listed, sources);
      return { ...counts, totals: totalsWithout(plan, totals(), found.rows), counted: [] };
    }
    for (const number of others) {
      suspects.add(number);
    }
    refuseTooManyTexts(plan, suspects.size);
    areNoneKnown = false;
  }
}

/** Reads the slices, by two threads if that pays and nothing is known beforehand. */
async function readOnce(
  slices: readonly Slice[],
  options: AggregateOptions,
  {
    taken,
    suspects,
    areNoneKnown,
  }: {
    readonly taken: TakenIds;
    readonly suspects: ReadonlySet<bigint>;
    readonly areNoneKnown: boolean;
  },
): Promise<ReadByThreads & { readonly tally: EventsTally }> {
  const { plan, findings, maxRecordBytes, hashBits, openBytes = bytesOf, onProgress } = options;
  const { twoThreadsBytes = TWO_THREADS_BYTES, maxAggregateBytes = MAX_AGGREGATE_BYTES, worker } = options;
  const [first] = slices;
  if (!first) {
    throw new Error(`there is no slice of ${plan.input.name} to read`);
  }
  const task = { slices, plan, maxRecordBytes, maxAggregateBytes, worker, hashBits };
  // First of all: it takes its time to start.
  const thread = areNoneKnown ? startSecondThread(task, twoThreadsBytes) : undefined;
  const kernel = { ...kernelOptions(first, plan, maxRecordBytes), suspects, taken, hashBits };
  const tally = await orStopped(
    thread,
    () => new EventsTally(plan, { kernel, maxAggregateBytes, module: kernelModule() }),
  );
  const tell = onProgress && ((own: PartProgress) => onProgress(together(own, thread?.progress)));
  const reading = { findings, maxRecordBytes, openBytes, onProgress: tell };
  const reader = eventsReader(slices, plan, tally, reading);
  const read = thread
    ? await readWith(thread, reader, tally, { slices, findings, tell, mayTakeOut: canTakeOut(plan) })
    : await readAlone(reader);
  return { ...read, tally };
}

/** Makes something. If that fails, the second thread ends, which nobody would wait for. */
async function orStopped<T>(thread: SecondThread | undefined, make: () => T): Promise<T> {
  try {
    return make();
  } catch (error) {
    await thread?.stop();
    throw error;
  }
}

/** What was read, and of the keys that both threads met, whose rows were added twice, where those of the second are. */
interface ReadByThreads extends ReadToEnd {
  readonly inBoth: readonly RepeatedKeys[];
}

async function readAlone(reader: SlicesReader): Promise<ReadByThreads> {
  await reader.readTo(undefined);
  return { ...reader.finish(), inBoth: [] };
}

/**
 * Reads until the second thread has started, then up to where that one began, and takes over what it came to, if it did begin at a
 * record. If events are in both halves, they must be few, and such as can be taken out again. Otherwise it was for nothing, and the
 * rest is read here: the answer is the same.
 */
async function readWith(
  thread: SecondThread,
  reader: SlicesReader,
  tally: EventsTally,
  {
    slices,
    findings,
    tell,
    mayTakeOut,
  }: {
    readonly slices: readonly Slice[];
    readonly findings: Findings;
    readonly tell: OnProgress | undefined;
    readonly mayTakeOut: boolean;
  },
): Promise<ReadByThreads> {
  try {
    const half = await thread.begin(await readAhead(reader, slices, thread));
    if (!half) {
      await thread.stop();
      return await readAlone(reader);
    }
    await reader.readTo(half.from);
    const rest = reader.isInside
      ? undefined
      : await resultOf(half, findings, tally, () => tell?.(reader.progress));
    const inBoth = rest && tally.takeIdsInBoth(rest.state, mayTakeOut ? MOST_TAKEN_OUT : 0);
    if (!rest || !inBoth || !tally.absorb(rest.state)) {
      thread.drop();
      return await readAlone(reader);
    }
    const { linesBefore } = reader;
    const [begun, ...others] = half.slices;
    findings.append(rest.findings, { source: begun.source, linesBefore });
    const { read, lines } = reader.finish();
    const counts = { read: read + rest.read, lines: lines + rest.lines, ends: rest.ends };
    const fromLine = half.from.byte === undefined ? begun.fromLine : linesBefore + 1;
    const rests = [{ ...begun, ...(fromLine && { fromLine }) }, ...others].map((slice) =>
      ended(slice, counts),
    );
    return { ...counts, inBoth: [{ numbers: inBoth, slices: rests, added: 'first row' }] };
  } finally {
    await thread.stop();
  }
}

/** What the second thread came to. While it goes on, the wide ids of this one are put in order. */
async function resultOf(
  half: SecondHalf,
  findings: Findings,
  tally: EventsTally,
  tell: () => void | Promise<void> | undefined,
) {
  const result = half.result(findings.room());
  tally.kernel.takeWideIds(true);
  tally.kernel.wideIds.sorted();
  return await telling(result, tell);
}

/** Milliseconds between two words about the progress of the other thread. */
const TELL_MS = 100;

/** Waits for the other thread, and tells now and then that it goes on. */
async function telling<T>(work: Promise<T>, tell: () => void | Promise<void> | undefined): Promise<T> {
  const done = work.then(() => true);
  while (!(await Promise.race([done, delay(TELL_MS, false, { ref: false })]))) {
    await tell();
  }
  return await work;
}

function eventTotals(tally: EventsTally, wideIds: BigUint64Array): EventTotals {
  const { kernel } = tally;
  return {
    ...totalsOf(kernel),
    accumulated: tally.accumulated(),
    idRanges: () => rangesOf(wideIds, idBitsOf(kernel)),
  };
}
