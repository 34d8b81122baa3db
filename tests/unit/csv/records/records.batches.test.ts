import { describe, expect, test } from 'vitest';
import { readRecords } from '../../../../lib/csv/records/records.ts';
import { outcomes, readAll } from './reading.ts';

describe('readRecords on places and raw texts', () => {
  test('counts lines and bytes from where the first byte stands', async () => {
    const { entries } = await readAll('1,a\r\n\n2,"é\n"\n3\n4,b', { line: 100, offset: 5000 });

    expect(entries).toMatchObject([
      { line: 100, offset: 5000, raw: '1,a' },
      { line: 102, offset: 5006, raw: '2,"é\n"' },
      { line: 104, offset: 5014, raw: '3' },
      { line: 105, offset: 5016, raw: '4,b' },
    ]);
  });

  test('gives the raw text of a record as it stands in the file', async () => {
    const { entries } = await readAll(' 1 ,\t"a ""b"""\t\r\n');

    expect(entries[0]?.raw).toBe(' 1 ,\t"a ""b"""\t');
  });

  test.each([
    ['a record', '1,', '\n'],
    ['a defect', '1,2,', '\n'],
    ['a quoted record', '1,"', '"\n'],
  ])('cuts a long raw text between characters: %s', async (_, before, after) => {
    const { entries } = await readAll(`${before}${'😀'.repeat(5000)}${after}`);

    expect(entries[0]?.raw).toMatch(/^[\d,"]+😀+…$/u);
    expect(entries[0]?.raw.length).toBeGreaterThan(1990);
    expect(entries[0]?.raw.length).toBeLessThanOrEqual(2001);
  });

  test('says how far it is at the end of each batch', async () => {
    const { batches } = await readAll('1,a\n2,"b\nc"\n3,d', { line: 5 }, [6]);

    expect(batches.map(({ bytes, line }) => ({ bytes, line }))).toEqual([
      { bytes: 4, line: 6 },
      { bytes: 12, line: 8 },
      { bytes: 15, line: 9 },
    ]);
  });

  test('puts many entries into a batch', async () => {
    const { batches } = await readAll('1,a\n'.repeat(100_000));

    expect(batches.length).toBeLessThan(20);
    expect(batches.reduce((sum, { entries }) => sum + entries.length, 0)).toBe(100_000);
  });

  test('keeps nothing of a chunk: its buffer may be filled anew', async () => {
    const text = '1,a "b"\n22,"cc"\n333,dd\n"4",e\n55,f';
    const expected = await readAll(text);

    async function* reused() {
      await Promise.resolve();
      const buffer = Buffer.alloc(5);
      for (let at = 0; at < text.length; at += 5) {
        yield buffer.subarray(0, buffer.write(text.slice(at, at + 5)));
      }
    }
    const entries = [];
    for await (const batch of readRecords(reused(), {
      delimiter: ',',
      width: 2,
      line: 1,
      maxRecordBytes: 100,
    })) {
      entries.push(...batch.entries);
    }

    expect(outcomes(entries)).toEqual(outcomes(expected.entries));
  });

  test('returns from its source when its reader stops early', async () => {
    const events: string[] = [];
    async function* source() {
      try {
        await Promise.resolve();
        for (;;) {
          yield Buffer.from('1,a\n');
        }
      } finally {
        events.push('closed');
      }
    }

    for await (const _ of readRecords(source(), { delimiter: ',', width: 2, line: 1, maxRecordBytes: 100 })) {
      break;
    }

    expect(events).toEqual(['closed']);
  });
});
