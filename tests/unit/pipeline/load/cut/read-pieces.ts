import type { CsvRecord } from '../../../../../lib/csv/records/entry.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import {
  begun,
  ended,
  isPiece,
  placeAfter,
  placed,
  startOf,
} from '../../../../../lib/pipeline/load/cut/pieces.ts';
import { firstLine, type Slice } from '../../../../../lib/pipeline/load/slice.ts';
import { SliceReader } from '../../../../../lib/pipeline/load/slice-reader.ts';
import { piecesOf } from '../../../../../lib/pipeline/plan/cut.ts';
import { bytesIn } from '../../../../fuzz/slices/whole-events.ts';
import { sampleModel } from '../../../../support/sample-inputs.ts';
import { sliceInMemory } from '../../../support/slices.ts';

export const HEADER = 'compound_id,compound_name,compound_structure\n';

/** How a file is read. */
export interface HowToRead {
  readonly pieces: number;
  readonly lookedAt: number;
  readonly maxRecordBytes: number;
}

/** A record or a defect as it is told: its lines, and its fields or what is wrong with it. */
type Told = string;

/** What a file comes to. */
interface ReadFile {
  readonly told: readonly Told[];
  readonly lines: number;
  readonly readAgain: number;
}

/** Reads the rows below the header at once. */
export async function readWhole(body: string, maxRecordBytes: number): Promise<ReadFile> {
  const file = Buffer.from(HEADER + body);
  const { told, lines } = await read(sliceInMemory(sampleModel, 'compounds', file), file, maxRecordBytes);
  return { told: told.map((tell) => tell(0)), lines, readAgain: 0 };
}

/** Reads them in pieces, as the steps of a run do. */
export async function readPieces(body: string, how: HowToRead): Promise<ReadFile> {
  const file = Buffer.from(HEADER + body);
  const whole = sliceInMemory(sampleModel, 'compounds', file);
  const looking = { ...how, openBytes: bytesIn(file) };
  const told: Told[] = [];
  let [place, lines, readAgain] = [startOf(whole), 0, 0];
  for (const piece of body === '' ? [] : piecesOf(whole, how.pieces)) {
    let found = await read(await begun(piece, looking), file, how.maxRecordBytes, how.lookedAt);
    const guessed = firstLine(found.slice);
    const { slice: there, isRight } = placed(found.slice, place);
    if (!isRight) {
      readAgain++;
      found = await read(there, file, how.maxRecordBytes, how.lookedAt);
    }
    const further = isRight ? firstLine(there) - guessed : 0;
    told.push(...found.told.map((tell) => tell(further)));
    place = placeAfter(isRight ? there : found.slice);
    lines += found.lines;
  }
  if (place.byte !== file.length) {
    throw new Error(`the pieces end at ${place.byte}, not ${file.length}`);
  }
  return { told, lines, readAgain };
}

async function read(slice: Slice, file: Buffer, maxRecordBytes: number, lookedAt?: number) {
  const findings = new Findings();
  const told: ((further: number) => Told)[] = [];
  const open = bytesIn(file);
  const scanner = {
    input: Buffer.alloc(1 << 16),
    begin: () => undefined,
    scan: (at: number) => ({ at, lines: 0 }),
  };
  const options = { findings, maxRecordBytes, openBytes: open, lookedAt };
  const note = ({ line, lastLine, fields }: CsvRecord) => {
    told.push((further) => `${line + further}-${lastLine + further} ${JSON.stringify(fields)}`);
  };
  const reader = new SliceReader(slice, scanner, options, note);
  await reader.readToEnd();
  const end = reader.finish();
  for (const { line, lastLine, reason, raw } of findings.rows) {
    told.push((further) => `${line + further}-${lastLine + further} ${reason} ${raw}`);
  }
  const now = ended(slice, end);
  return {
    slice: isPiece(now) ? now : { ...now, toByte: end.ends, piece: { toByte: end.ends } },
    told,
    ...end,
  };
}
