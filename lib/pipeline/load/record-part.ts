import { batchesOf } from '../../aggregation/ids/taken-ids.ts';
import type { ColumnChunk } from '../../aggregation/partial/column-chunks.ts';
import type { Transaction } from '../../clients/postgres.ts';
import { RunClosedError } from '../../errors.ts';
import { inputNamed } from '../../model/model.ts';
import { literalOf } from '../../store/array-literal.ts';
import { unstageRows } from '../../store/derivation/stage/stage.ts';
import { replaceRejects } from '../../store/rejects/rejects.ts';
import { storePartial } from '../../store/runs/partials.ts';
import { closePart, lockPart, type Part, type PartCounts, updateSlices } from '../../store/runs/parts.ts';
import { isStillRunning } from '../../store/runs/run-records.ts';
import { explainKinds } from '../findings/explain-kinds.ts';
import type { Findings } from '../findings/findings.ts';
import { isPiece } from './cut/pieces.ts';
import { encodeLoaded, type Loaded, layoutOf } from './loaders.ts';
import type { LoadDependencies, LoadInput, ReadSlices } from './read-part.ts';
import { partialKey } from './reader-version.ts';
import type { InputPart, Slice } from './slice.ts';
import { encodeFindings } from './slice-findings.ts';

/** Each statement looks at the whole stage, and takes as many bytes as the keys have. */
const UNSTAGED_AT_ONCE = 1_000_000;

/** The part, which nobody else can change before the transaction ends. @throws RunClosedError when there is none */
export async function lockedPart(transaction: Transaction, runId: string, part: number): Promise<InputPart> {
  return existing(await lockPart(transaction, runId, part), { runId, part });
}

/** @throws RunClosedError when there is no such part */
export function existing(found: Part | undefined, { runId, part }: LoadInput): InputPart {
  if (!found) {
    throw new RunClosedError(`run ${runId} has no part ${part}`);
  }
  // Its slices are the reader's own: plan put them there.
  return found as InputPart;
}

/** Stores what was read: as the partial of the slices, or as their correction. */
export async function record(
  transaction: Transaction,
  runId: string,
  part: InputPart,
  { slices, loaded, findings, known: { taken }, startedAt }: ReadSlices,
  { model }: LoadDependencies,
): Promise<PartCounts> {
  const input = inputNamed(model, part.input);
  const isCorrection = !taken.isEmpty;
  if (isCorrection && input.kind === 'entity') {
    for (const keys of batchesOf(taken, UNSTAGED_AT_ONCE)) {
      await unstageRows(transaction, model, { runId, part: part.part }, literalOf(keys));
    }
  }
  const { read: rows, lines } = loaded;
  const { rejected, warnings } = findings;
  const counts = { read: rows, loaded: rows - rejected, rejected, warnings };
  const origin = { runId, part: part.part, input: part.input, finder: 'load' } as const;
  const kinds = explainKinds(findings, input, slices, model);
  if (slices.every(({ fromLine }) => fromLine !== undefined)) {
    await replaceRejects(transaction, origin, findings.rows, kinds);
  } else {
    // Lines of rows, which hints name as well, are told as soon as they are known (publish/place-pieces.ts).
    const withoutLines = kinds.map((kind) => ({ ...kind, hint: undefined }));
    await replaceRejects(transaction, origin, [], withoutLines);
  }
  const key = partialKey(layoutOf(model, input));
  const partial = { runId, part: part.part, key, rows, lines };
  if (isCorrection) {
    const chunks = encodeLoaded(loaded, 'without ids');
    await storePartial(transaction, { ...partial, kind: 'correction' }, chunks);
  } else {
    const chunks = ofSlices(loaded, findings, slices);
    await storePartial(transaction, { ...partial, kind: 'slice' }, chunks);
  }
  await closePart(transaction, runId, part.part, startedAt, counts);
  if (slices.some(isPiece)) {
    await updateSlices(transaction, runId, part.part, slices);
  }
  if (!(await isStillRunning(transaction, runId))) {
    throw new RunClosedError(`run ${runId} has already ended`);
  }
  return counts;
}

/** All columns of a partial. */
function* ofSlices(loaded: Loaded, findings: Findings, slices: readonly Slice[]): Generator<ColumnChunk> {
  yield* encodeFindings(findings, slices);
  yield* encodeLoaded(loaded);
}
