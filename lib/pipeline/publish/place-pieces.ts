import { COLUMNS } from '../../aggregation/partial/column-chunks.ts';
import type { Transaction } from '../../clients/postgres.ts';
import { RunClosedError } from '../../errors.ts';
import { oneLine } from '../../messages/one-line.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { replaceRejects } from '../../store/rejects/rejects.ts';
import { readColumns } from '../../store/runs/partials.ts';
import { updateSlices } from '../../store/runs/parts.ts';
import { isStillRunning } from '../../store/runs/run-records.ts';
import { explainKinds } from '../findings/explain-kinds.ts';
import { isPiece, type PieceSlice, type Place, placeAfter, placed, startOf } from '../load/cut/pieces.ts';
import { reload } from '../load/read-again.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import { lockedPart } from '../load/record-part.ts';
import type { InputPart } from '../load/slice.ts';
import { decodeFindings } from '../load/slice-findings.ts';

/** A part that is a piece of a source. */
interface PiecePart {
  readonly part: number;
  readonly slice: PieceSlice;
}

/**
 * Puts the pieces of every source to their places, one after the other: each begins where the one before it ended, so that all bytes
 * are read once. A piece that guessed another byte is read again from there. Then the lines are known too, and the rows that were
 * rejected in it are listed. Done again, it changes nothing.
 *
 * @param parts all parts of the run, loaded
 * @returns how many parts were read again
 * @throws InputError when a source has changed since it was loaded
 * @throws RunClosedError when the run has ended
 */
export async function placePieces(
  runId: string,
  parts: readonly InputPart[],
  dependencies: LoadDependencies,
): Promise<number> {
  const pieces = parts.flatMap(({ part, input, slices: [slice] }) => {
    return slice && isPiece(slice) ? [{ part, source: `${input} ${slice.source}`, slice }] : [];
  });
  let readAgain = 0;
  for (const own of Map.groupBy(pieces, ({ source }) => source).values()) {
    readAgain += await placeAll(runId, own, dependencies);
  }
  return readAgain;
}

/** Places the pieces of one source. */
async function placeAll(
  runId: string,
  pieces: readonly PiecePart[],
  dependencies: LoadDependencies,
): Promise<number> {
  let place: Place | undefined;
  let readAgain = 0;
  for (const { part, slice } of pieces) {
    const begins: Place = place ?? startOf(slice);
    const { slice: there, isReadAgain } = await placePart(runId, { part, slice }, begins, dependencies);
    readAgain += Number(isReadAgain);
    place = placeAfter(there);
  }
  const { version } = pieces[0]?.slice ?? {};
  if (version && place?.byte !== version.size) {
    throw new Error(`the pieces of ${oneLine(version.uri)} end at byte ${place?.byte}, not ${version.size}`);
  }
  return readAgain;
}

/** Places a part. Two calls at once, or one after the other, do it once. */
async function placePart(
  runId: string,
  { part, slice: planned }: PiecePart,
  place: Place,
  dependencies: LoadDependencies,
): Promise<{ readonly slice: PieceSlice; readonly isReadAgain: boolean }> {
  if (planned.fromLine !== undefined && placed(planned, place).isRight) {
    return { slice: planned, isReadAgain: false };
  }
  return await dependencies.database.begin(async (transaction) => {
    const found = await lockedPart(transaction, runId, part);
    const slice = pieceOf(found);
    const { slice: there, isRight } = placed(slice, place);
    if (!isRight) {
      const { logger } = dependencies;
      const { source, fromByte } = slice;
      logger.warn('a part is read again: another record begins it than was guessed', {
        ...{ runId, part, source, guessed: fromByte, begins: place.byte },
      });
      const slices = await reload(transaction, runId, found, [there], dependencies);
      return { slice: pieceOf({ ...found, slices }), isReadAgain: true };
    }
    if (slice.fromLine === undefined) {
      await tellLines(transaction, runId, found, there, dependencies.model);
    }
    return { slice: there, isReadAgain: false };
  });
}

function pieceOf({ part, slices: [slice] }: Pick<InputPart, 'part' | 'slices'>): PieceSlice {
  if (!slice || !isPiece(slice)) {
    throw new Error(`part ${part} is no piece of a source`);
  }
  return slice;
}

/** Lists what was found in a part, now that its lines are known. */
async function tellLines(
  transaction: Transaction,
  runId: string,
  { part, input }: InputPart,
  slice: PieceSlice,
  model: Model,
): Promise<void> {
  const id = { runId, part, kind: 'slice' } as const;
  const chunks = await readColumns(transaction, id, [COLUMNS.findings]);
  const { rows, kinds } = decodeFindings(Buffer.concat(chunks.get(COLUMNS.findings) ?? []), [slice]);
  const explained = explainKinds(
    { rows: [...rows], counts: () => [...kinds] },
    inputNamed(model, input),
    [slice],
    model,
  );
  await replaceRejects(transaction, { runId, part, input, finder: 'load' }, rows, explained);
  await updateSlices(transaction, runId, part, [slice]);
  if (!(await isStillRunning(transaction, runId))) {
    throw new RunClosedError(`run ${runId} has already ended`);
  }
}
