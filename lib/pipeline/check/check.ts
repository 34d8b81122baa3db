import type { InputConfig } from '../../config.ts';
import type { Header } from '../../csv/header/header.ts';
import type { Input } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { Findings } from '../findings/findings.ts';
import { type Loaded, readInto } from '../load/loaders.ts';
import { refuseChanged, type Slice } from '../load/slice.ts';
import { wholeSource } from '../plan/cut.ts';
import { absentColumns, inspectInputs } from '../plan/inspect.ts';
import { type DividedTotals, divideTotals } from '../publish/divide-totals.ts';
import { judgeInputs, type Refusal } from '../publish/gates.ts';
import { countUnknown, findUnknown } from '../publish/unknown-references.ts';
import { UnknownRows } from '../publish/unknown-rows.ts';
import { type CheckProgress, SourcesProgress } from './check-progress.ts';

/** What a run would make of one input. */
export interface CheckedInput {
  readonly input: Input;
  readonly path: string;
  readonly header: Header;
  /** Columns that would be read, and that the file may lack and does. */
  readonly absent: readonly string[];
  readonly read: number;
  readonly findings: Findings;
}

/** What a run would make of the inputs, and the gates that would refuse it. */
export interface CheckResult {
  readonly inputs: readonly CheckedInput[];
  readonly refusals: readonly Refusal[];
}

/**
 * Reads and validates the files as a run would, by the same loaders and to the same counts, but without a database: what
 * would go to the stage goes nowhere. What only the table can tell, how many rows would be deleted, it does not know.
 *
 * @param onProgress told while files are read, and at the end of each, how far that is
 * @throws InputError when the files can't be used at all, naming every file and column, on an unclosed quote, or when one
 * of them changed in the meantime
 */
export async function checkInputs(
  config: InputConfig,
  model: Model,
  onProgress: (progress: CheckProgress) => void = () => undefined,
): Promise<CheckResult> {
  const slices = (await inspectInputs(config, model)).map(wholeSource);
  const progress = new SourcesProgress(slices, onProgress);
  const read: ReadInput[] = [];
  for (const slice of slices) {
    read.push(await readSlice(slice, config, model, progress));
  }
  const divided: DividedTotals[] = [];
  for (const input of read) {
    divided.push(...(await checkReferences(input, read, config.ETL_MAX_RECORD_BYTES, model)));
  }
  for (const { identity } of slices) {
    await refuseChanged(identity, WHILE_CHECKED);
  }
  const inputs = read.map(({ input, slice, loaded, findings }) => {
    const { identity, header } = slice;
    const absent = absentColumns(model, input, header);
    return { input, path: identity.path, header, absent, read: loaded.read, findings };
  });
  const counts = inputs.map(({ findings, ...input }) => ({ ...input, rejected: findings.rejected }));
  const overflows = divided.flatMap((totals) => totals.overflows);
  const limits = { maxRejectRatio: config.ETL_MAX_REJECT_RATIO };
  return { inputs, refusals: judgeInputs(model, counts, overflows, limits) };
}

const WHILE_CHECKED = 'while it was checked: check it again when nothing writes to it any more';

/** An input that was read, with all that was found so far. */
interface ReadInput {
  readonly input: Input;
  readonly slice: Slice;
  readonly loaded: Loaded;
  readonly findings: Findings;
}

async function readSlice(
  slice: Slice,
  config: InputConfig,
  model: Model,
  progress: SourcesProgress,
): Promise<ReadInput> {
  const input = inputNamed(model, slice.input);
  const findings = new Findings();
  const onProgress = progress.within(slice, input.files);
  const stage = () => Promise.resolve();
  const limits = {
    maxRecordBytes: config.ETL_MAX_RECORD_BYTES,
    maxAggregateBytes: config.ETL_MAX_AGGREGATE_BYTES,
  };
  const loaded = await readInto({ slice, findings, ...limits, onProgress, taken: [], stage }, input, model);
  progress.finish(slice, input.files, { read: loaded.read, rejected: findings.rejected });
  return { input, slice, loaded, findings };
}

/** Counts what events name that is not there, and lists it in a second reading if there is any. */
async function checkReferences(
  { slice, loaded, findings }: ReadInput,
  read: readonly ReadInput[],
  maxRecordBytes: number,
  model: Model,
): Promise<DividedTotals[]> {
  if (!('totals' in loaded)) {
    return [];
  }
  const keysOf = (name: string) => {
    const named = read.find(({ input }) => input.name === name)?.loaded;
    return named && 'keys' in named ? named.keys : new BigUint64Array(0);
  };
  const { plan, totals } = loaded;
  const divided = divideTotals(plan, totals, keysOf(model.entity.name));
  const unknown = findUnknown(model, plan, totals, divided, keysOf);
  countUnknown(unknown, findings);
  await new UnknownRows(plan, unknown, maxRecordBytes).list(slice, findings);
  return [divided];
}
