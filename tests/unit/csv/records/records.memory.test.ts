import { expect, test } from 'vitest';
import { readRecords } from '../../../../lib/csv/records/records.ts';
import { outcomes } from './reading.ts';

const MIB = 1 << 20;
const LINE_MIB = 256;
const TIMEOUT_MS = 120_000;
/** Far below the length of the line, far above what the collector leaves lying about. */
const MAX_GROWTH = 128 * MIB;

test.each([
  ['a line', '1,', '\n'],
  ['a quoted field', '1,"', '"\n'],
])(
  `skips ${LINE_MIB} MiB of %s in bounded memory`,
  async (_, before, after) => {
    const filler = Buffer.alloc(MIB, 'x');
    const start = process.memoryUsage.rss();
    let peak = start;
    async function* line() {
      await Promise.resolve();
      yield Buffer.from(`0,a\n${before}`);
      for (let part = 0; part < LINE_MIB; part++) {
        yield filler;
        peak = Math.max(peak, process.memoryUsage.rss());
      }
      yield Buffer.from(`${after}2,b\n`);
    }

    const entries = [];
    for await (const batch of readRecords(line(), {
      delimiter: ',',
      width: 2,
      line: 1,
      maxRecordBytes: MIB,
    })) {
      entries.push(...batch.entries);
    }

    expect(outcomes(entries)).toEqual([['0', 'a'], 'record_too_long', ['2', 'b']]);
    expect(entries[1]?.raw).toMatch(/^1,"?x+…$/);
    expect(peak - start).toBeLessThan(MAX_GROWTH);
  },
  TIMEOUT_MS,
);
