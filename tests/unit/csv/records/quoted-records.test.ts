import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../../lib/csv/records/entry.ts';
import { copyWithoutPadding, QuotedRecords } from '../../../../lib/csv/records/quoted-records.ts';
import { TextRecord } from '../../../../lib/csv/records/text-record.ts';
import { outcomes } from './reading.ts';

/** Hands the records over as the framer does, which would let no malformed one pass. */
function parseTogether(records: readonly string[]): Entry[] {
  const batch = new QuotedRecords(',', 2);
  const entries: Entry[] = [];
  for (const [index, text] of records.entries()) {
    entries.push(new TextRecord(index + 1, 0, [], text, 0, text.length));
    const bytes = Buffer.from(text);
    batch.add(bytes, 0, bytes.length, text.includes(' '), index);
  }
  batch.flush(entries);
  return entries;
}

describe('QuotedRecords', () => {
  test.each([
    ['csv-parse refuses', '"2"x,b'],
    ['csv-parse reads as two', '"2",b\n"x",y'],
    ['csv-parse reads with another width', '"2",b,c'],
    ['would swallow what follows', '"2,b'],
  ])('loses no neighbour of a record that %s', (_, record) => {
    const entries = parseTogether(['"1",a', record, '"3",c']);

    expect(outcomes(entries)).toEqual([['1', 'a'], 'stray_quote', ['3', 'c']]);
    expect(entries[1]).toMatchObject({ kind: 'defect', line: 2, raw: record });
  });

  test('parses more bytes than its first buffer holds', () => {
    const long = 'x'.repeat(50_000);

    const entries = parseTogether([`"1",${long}`, ` "2" ,${long}`, `"3","${long}"`]);

    expect(outcomes(entries)).toEqual([
      ['1', long],
      ['2', long],
      ['3', long],
    ]);
  });

  test('starts anew behind a flush', () => {
    const batch = new QuotedRecords(',', 1);
    const entries: Entry[] = [new TextRecord(1, 0, [], '"a"', 0, 3), new TextRecord(2, 4, [], '"b"', 0, 3)];

    batch.add(Buffer.from('"a"'), 0, 3, false, 0);
    batch.flush(entries);
    batch.add(Buffer.from('"b"'), 0, 3, false, 1);
    batch.flush(entries);

    expect(outcomes(entries)).toEqual([['a'], ['b']]);
  });
});

describe('copyWithoutPadding', () => {
  test.each([
    ['"a","b"', '"a","b"'],
    [' "a" ,\t"b"\t', '"a","b"'],
    ['" a, ""b"" " , c ', '" a, ""b"" ", c '],
    [' , "" ,  ', ' ,"",  '],
    ['"a",', '"a",'],
    [',"a"', ',"a"'],
  ])('leaves out the padding round the quotes of %j', (text, expected) => {
    const target = Buffer.alloc(100);

    const end = copyWithoutPadding(Buffer.from(`,${text},`), 1, 1 + text.length, 0x2c, target, 3);

    expect(target.toString('utf8', 3, end)).toBe(expected);
  });
});
