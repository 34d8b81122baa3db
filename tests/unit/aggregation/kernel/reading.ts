import { kernelModule } from '../../../../lib/aggregation/kernel/compiled.ts';
import { instantiate, type KernelModule } from '../../../../lib/aggregation/kernel/instance.ts';
import { Kernel } from '../../../../lib/aggregation/kernel/kernel.ts';
import type {
  KernelOptions,
  KernelReference,
  KernelSlot,
} from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { totalsOf as columnsOf, idBitsOf } from '../../../../lib/aggregation/kernel/totals.ts';
import { rangesOf } from '../../../../lib/aggregation/partial/id-columns.ts';
import { PlainFirstReader, type ReadEntry } from '../../../../lib/csv/plain-first-reader.ts';
import type { CsvRecord, Defect, Entry } from '../../../../lib/csv/records/entry.ts';
import type { RefusedLines } from '../../../../lib/csv/records/refused-lines.ts';
import { idsOfRanges, plainTotals } from '../../../support/event-totals.ts';

/** A sum of a column in which no field may be empty; likewise what follows. */
export const sum = (column: number): KernelSlot => ({ kind: 'sum', column, optional: false });
export const idList = (column: number): KernelReference => ({ column, isList: true, optional: false });

/** Events of four columns: key, owner, a list of ids, an integer that is added up. */
const EVENTS: KernelOptions = {
  delimiter: ',',
  width: 4,
  maxRecordBytes: 1 << 20,
  key: 0,
  owner: 1,
  slots: [sum(3)],
  references: [idList(2)],
  names: ['event', 'owner', 'tags', 'minutes'],
  columnNames: ['event', 'owner', 'tags', 'minutes'],
};

export interface Options extends Partial<KernelOptions> {
  /** Sizes of the chunks; the whole text at once by default. */
  readonly chunk?: number;
  /** The compiled kernel, when it is not the usual one. */
  readonly module?: KernelModule;
}

/** A kernel for such events, with other options where some are given. */
export const kernelOf = ({ chunk: _chunk, module, ...options }: Options = {}) =>
  new Kernel({ ...EVENTS, ...options }, instantiate(module ?? kernelModule()));

/** Where a text begins in a file that has a header. */
const FIRST = { line: 2, offset: 100 };

/** An entry: where it is, and of a line that the kernel refused, why. */
type Left = Pick<Entry, 'line' | 'offset' | 'kind'> & Partial<Pick<Defect, 'reason' | 'column' | 'raw'>>;

/**
 * Has a kernel read a text without a header. Returns how many lines it took, how many it refused, and the entries that it left to the
 * careful path, of which records are given to `onRecord` before it goes on, with the refused lines that it kept.
 */
export function readInto(
  kernel: Kernel,
  text: string | Buffer,
  options: Options = {},
  onRecord: (record: CsvRecord) => void = () => undefined,
) {
  const { delimiter, width, names, maxRecordBytes, chunk } = { ...EVENTS, ...options };
  const left: Left[] = [];
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const starts = lineStarts(bytes);
  let refused = 0;
  const leave = (entries: ReadEntry[]) => {
    for (const entry of entries) {
      refused += entry.kind === 'refused_lines' ? entry.length : 0;
    }
    left.push(
      ...entries.flatMap((entry) =>
        entry.kind === 'refused_lines' ? refusedOf(entry, starts) : placeOf(entry),
      ),
    );
    entries.filter((entry) => entry.kind === 'record').forEach(onRecord);
  };
  const reader = new PlainFirstReader(kernel, {
    delimiter,
    width,
    ...(names && { names }),
    maxRecordBytes,
    line: FIRST.line,
    offset: FIRST.offset,
  });
  const size = chunk ?? bytes.length;
  for (let at = 0; at < bytes.length; at += size) {
    for (const entries of reader.read(bytes.subarray(at, at + size))) {
      leave(entries);
    }
  }
  leave(reader.finish());
  return { plain: reader.plainLines, refused, left };
}

/** What a kernel came to. */
export function totalsOf(kernel: Kernel) {
  kernel.takeWideIds(true);
  const { owners, references } = plainTotals(columnsOf(kernel));
  return {
    owners,
    referenced: references,
    ids: idsOfRanges(rangesOf(new BigUint64Array(0), idBitsOf(kernel))),
    wideIds: [...kernel.wideIds.sorted()],
  };
}

/** What the kernel took of a text without a header, and the entries that it left to the careful path. */
export function readWithKernel(text: string | Buffer, options: Options = {}) {
  const kernel = kernelOf(options);
  return { ...readInto(kernel, text, options), ...totalsOf(kernel) };
}

/** Lines that the kernel refused, each as the entry that it stands for. @param starts where the lines of the text begin */
function refusedOf(lines: RefusedLines, starts: readonly number[]): Left[] {
  const left: Left[] = [];
  for (const kept of lines.kept(lines.counts)) {
    kept.each(
      () => true,
      (defect, line, raw) => {
        const offset = FIRST.offset + (starts[line - FIRST.line] as number);
        left.push({ line, offset, kind: 'defect', ...lines.defect(defect), raw });
      },
    );
  }
  return left;
}

function lineStarts(text: Buffer): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

function placeOf(entry: Entry): Left {
  const { line, offset, kind } = entry;
  if (entry.kind !== 'defect' || entry.column === undefined) {
    return { line, offset, kind };
  }
  return { line, offset, kind, reason: entry.reason, column: entry.column, raw: entry.raw };
}
