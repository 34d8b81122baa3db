import { instantiate, type KernelModule } from '../../../../lib/aggregation/kernel/instance.ts';
import { Kernel } from '../../../../lib/aggregation/kernel/kernel.ts';
import { compoundsOf, idBitsOf, usersOf } from '../../../../lib/aggregation/kernel/totals.ts';
import { runsOfBits } from '../../../../lib/aggregation/partial/id-runs.ts';
import { PlainFirstReader } from '../../../../lib/csv/plain-first-reader.ts';
import type { Defect, Entry } from '../../../../lib/csv/records/entry.ts';
import type { Slot } from '../../../../lib/model/feature-kinds.ts';

export const COLUMNS = { experiment_id: 0, user_id: 1, experiment_compound_ids: 2, experiment_run_time: 3 };

export interface Options {
  readonly delimiter?: ',' | ';' | '|' | '\t';
  readonly columns?: Readonly<Record<string, number>>;
  readonly width?: number;
  readonly slots?: readonly Slot[];
  readonly maxRecordBytes?: number;
  /** Sizes of the chunks; the whole text at once by default. */
  readonly chunk?: number;
  /** The compiled kernel, when it is not the usual one. */
  readonly module?: KernelModule;
}

/** An entry: where it is, and of a line that the kernel refused, why. */
type Left = Pick<Entry, 'line' | 'offset' | 'kind'> & Partial<Pick<Defect, 'reason' | 'column' | 'raw'>>;

/** What the kernel took of a text without a header, and the entries that it left to the careful path. */
export function readWithKernel(text: string | Buffer, options: Options = {}) {
  const { delimiter = ',', columns = COLUMNS, width = 4, maxRecordBytes = 1 << 20 } = options;
  const slots = options.slots ?? [{ kind: 'sum', column: 'experiment_run_time' }];
  const kernel = new Kernel(
    { delimiter, columns, width, maxRecordBytes, slots },
    options.module && instantiate(options.module),
  );
  const reader = new PlainFirstReader(kernel, { delimiter, width, maxRecordBytes, line: 2, offset: 100 });
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const size = options.chunk ?? bytes.length;
  const left: Left[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const entries of reader.read(bytes.subarray(at, at + size))) {
      left.push(...entries.map(placeOf));
    }
  }
  left.push(...reader.finish().map(placeOf));
  kernel.takeWideIds(true);
  return {
    plain: reader.plainLines,
    left,
    users: [...usersOf(kernel)],
    compounds: [...compoundsOf(kernel)],
    ids: [...runsOfBits(idBitsOf(kernel))],
    wideIds: [...kernel.wideIds.sorted()],
  };
}

function placeOf(entry: Entry): Left {
  const { line, offset, kind } = entry;
  if (entry.kind !== 'defect' || entry.column === undefined) {
    return { line, offset, kind };
  }
  return { line, offset, kind, reason: entry.reason, column: entry.column, raw: entry.raw };
}
