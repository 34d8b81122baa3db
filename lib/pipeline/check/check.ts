import { NONE_TAKEN } from '../../aggregation/ids/taken-ids.ts';
import type { InputConfig } from '../../config.ts';
import type { Input } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { type ExplainedKind, explainKinds, type KnownOf } from '../findings/explain-kinds.ts';
import { Findings } from '../findings/findings.ts';
import { DUPLICATE_ID } from '../findings/reasons.ts';
import { rejectedKeys } from '../findings/rejected-keys.ts';
import { type Loaded, readInto } from '../load/loaders.ts';
import { bytesIn, refuseChanged, type Slice } from '../load/slice.ts';
import { refuseTooManyParts, wholeSource } from '../plan/cut.ts';
import { type InspectedSource, inspectInputs } from '../plan/inspect.ts';
import { type Notices, noticesOf } from '../plan/notices.ts';
import { FutureDates } from '../publish/cross-check/future-dates.ts';
import { unknownCauses } from '../publish/cross-check/unknown-causes.ts';
import { countUnknown, findUnknown } from '../publish/cross-check/unknown-references.ts';
import { unknownRows } from '../publish/cross-check/unknown-rows.ts';
import { type DividedTotals, divideTotals } from '../publish/divide-totals.ts';
import { type InputCounts, judgeInputs, type Refusal, rejectNotices } from '../publish/gates/gates.ts';
import { asOfDate, futureDateProblem } from '../trigger/as-of.ts';
import { type CheckProgress, InputsProgress } from './check-progress.ts';
import { type RowAsRead, rowsAsRead } from './rows-as-read.ts';

/** What a run would make of one input. */
export interface CheckedInput {
  readonly input: Input;
  /** In the order in which they are read. */
  readonly sources: readonly InspectedSource[];
  readonly read: number;
  readonly findings: Findings;
  /** What was found in them, in words. */
  readonly kinds: readonly ExplainedKind[];
  /** The first rows of the first of the sources, as they are understood. */
  readonly rows: readonly RowAsRead[];
}

/** What a run would make of the inputs, and the gates that would refuse it. */
export interface CheckResult {
  readonly inputs: readonly CheckedInput[];
  readonly refusals: readonly Refusal[];
  /** What is wrong with the date that is set (ETL_AS_OF), if a run is not told to accept it: FUTURE_DATE. */
  readonly dateProblem: string | undefined;
  readonly notices: Notices;
  /** Rejects that stop no run however many they are, a sentence for each input. */
  readonly harmless: readonly string[];
}

/**
 * Reads and validates the files as a run would, by the same loaders and to the same counts, but without a database: what
 * would go to the stage goes nowhere. What only the database can tell, such as how many rows would be deleted, it does not know.
 *
 * @param onProgress told while files are read, and at the end of each input, how far that is
 * @param now when a run would be asked for
 * @throws InputError when the files can't be used at all, naming every file and column, are too many parts, on an unclosed quote,
 * or when one of them changed in the meantime
 */
export async function checkInputs(
  config: InputConfig,
  model: Model,
  onProgress: (progress: CheckProgress) => void = () => undefined,
  now = new Date(),
): Promise<CheckResult> {
  const sources = await inspectInputs(config, model);
  refuseTooManyParts(sources, model, config.ETL_PART_BYTES);
  const whole = [...Map.groupBy(sources, ({ input }) => input)].map(([input, own]) => {
    const slices = own.map(wholeSource);
    return { input, sources: own, slices, bytes: bytesIn(slices) };
  });
  const progress = new InputsProgress(whole, onProgress);
  const read: ReadInput[] = [];
  for (const input of whole) {
    read.push(await readInput(input, config, model, progress));
  }
  const divided: DividedTotals[] = [];
  const known = new Map<Input, KnownOf>();
  for (const input of read) {
    const checked = await checkReferences(input, read, config.ETL_MAX_RECORD_BYTES, model);
    if (checked) {
      divided.push(checked.divided);
      known.set(input.input, checked.knownOf);
    }
  }
  const asOf = asOfDate(config, now);
  for (const input of read) {
    await checkDates(input, asOf, config.ETL_MAX_RECORD_BYTES, model);
  }
  for (const { slices } of read) {
    await refuseChanged(slices, WHILE_CHECKED);
  }
  const inputs: CheckedInput[] = [];
  for (const { input, sources: own, slices, loaded, findings } of read) {
    const [first] = slices;
    inputs.push({
      ...{ input, sources: own, read: loaded.read, findings },
      kinds: explainKinds(findings, input, own, model, known.get(input)),
      rows: first ? await rowsAsRead(first, input, model, config.ETL_MAX_RECORD_BYTES) : [],
    });
  }
  const counts = inputs.map(({ input, read: rows, findings, kinds }, index): InputCounts => {
    const lines = { read: read[index]?.loaded.lines ?? 0, rejected: findings.rejectedLines };
    return { input, read: rows, rejected: findings.rejected, lines, kinds };
  });
  const overflows = divided.flatMap((totals) => totals.overflows);
  const limits = { maxRejectRatio: config.ETL_MAX_REJECT_RATIO };
  return {
    inputs,
    refusals: judgeInputs(model, counts, overflows, limits),
    dateProblem: futureDateProblem(asOf, {}, now),
    notices: await noticesOf(config.ETL_DATA_DIR, sources, model),
    harmless: rejectNotices(model, counts, limits),
  };
}

const WHILE_CHECKED = 'while it was being checked: check again when nothing writes to it';

/** All sources of an input, as slices. */
interface WholeInput {
  readonly input: string;
  readonly sources: readonly InspectedSource[];
  readonly slices: readonly Slice[];
  /** As they are stored. */
  readonly bytes: number;
}

/** An input that was read, with all that was found so far. */
interface ReadInput extends Pick<WholeInput, 'sources' | 'slices'> {
  readonly input: Input;
  readonly loaded: Loaded;
  readonly findings: Findings;
}

async function readInput(
  whole: WholeInput,
  config: InputConfig,
  model: Model,
  progress: InputsProgress,
): Promise<ReadInput> {
  const { sources, slices } = whole;
  const input = inputNamed(model, whole.input);
  const findings = new Findings();
  const onProgress = progress.within(whole);
  const stage = () => Promise.resolve();
  const limits = {
    maxRecordBytes: config.ETL_MAX_RECORD_BYTES,
    maxAggregateBytes: config.ETL_MAX_AGGREGATE_BYTES,
  };
  const loaded = await readInto(
    { slices, findings, ...limits, onProgress, taken: NONE_TAKEN, stage },
    input,
    model,
  );
  progress.finish(whole, { read: loaded.read, rejected: findings.rejected });
  return { input, sources, slices, loaded, findings };
}

/** What events add up to for those who are there, and what is known of those that they name and who are not. */
interface CheckedReferences {
  readonly divided: DividedTotals;
  readonly knownOf: KnownOf;
}

/** Notes dates of the entity that are after the as-of date, in a second reading if there are any. */
async function checkDates(
  { slices, loaded, findings }: ReadInput,
  asOf: string,
  maxRecordBytes: number,
  model: Model,
): Promise<void> {
  if (!('latest' in loaded) || !loaded.latest) {
    return;
  }
  const hasRepeats = findings.counts().some(({ reason }) => reason === DUPLICATE_ID);
  const dates = new FutureDates(model, { latest: loaded.latest, asOf, maxRecordBytes, hasRepeats });
  if (dates.areThere) {
    await dates.note(slices, findings);
  }
}

/** Counts what events name that is not there, and lists it in a second reading if there is any. Undefined of other inputs. */
async function checkReferences(
  { slices, loaded, findings }: ReadInput,
  read: readonly ReadInput[],
  maxRecordBytes: number,
  model: Model,
): Promise<CheckedReferences | undefined> {
  if (!('totals' in loaded)) {
    return undefined;
  }
  const keysOf = (name: string) => {
    const named = read.find(({ input }) => input.name === name)?.loaded;
    if (!named || !('keys' in named)) {
      throw new Error(`no keys of the input ${name} were read`);
    }
    return named.keys;
  };
  const { plan, totals } = loaded;
  const divided = divideTotals(plan, totals, keysOf(model.entity.name));
  const unknown = findUnknown(model, plan, totals, divided, keysOf);
  const hasRepeats = findings.counts().some(({ reason }) => reason === DUPLICATE_ID);
  countUnknown(unknown, findings);
  const listed = await unknownRows(slices, plan, unknown, { maxRecordBytes, hasRepeats });
  findings.rows.push(...slices.flatMap((slice) => listed.get(slice) ?? []));
  const rejectedOf = async (name: string) => {
    const named = read.find(({ input }) => input.name === name);
    return named && (await rejectedKeys([named.findings.rows], named.input, named.sources));
  };
  return { divided, knownOf: await unknownCauses(unknown, plan, model, rejectedOf) };
}
