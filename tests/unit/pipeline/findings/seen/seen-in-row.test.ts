import { expect, test } from 'vitest';
import { RAW_LENGTH, rawText } from '../../../../../lib/csv/records/raw-text.ts';
import { seenInRow } from '../../../../../lib/pipeline/findings/seen/seen-in-row.ts';

const form = { delimiter: ',', columns: { id: 0, name: 1, day: 2 } } as const;
const negative = (column: string) => ({ reason: 'negative', column });
const ofRow = (reason: string) => ({ reason, column: null });

test('of a value it is what stands in its column', () => {
  expect(seenInRow('1, x ,3', negative('name'), form)).toBe('x');
});

test('of a row with the wrong number of columns it is their number', () => {
  expect(seenInRow('1,"a,b",3,4', ofRow('wrong_column_count'), form)).toBe('4');
});

test('of a row that is no UTF-8 it is the field that is none, in windows-1252', () => {
  expect(seenInRow('1,M\ufffdller,3', ofRow('invalid_utf8'), form, '1,Müller,3')).toBe('Müller');
});

test.each(['stray_quote', 'nul_byte', 'record_too_long'])('of %s it is nothing', (reason) => {
  expect(seenInRow('1,2,3', ofRow(reason), form)).toBeNull();
});

test('of a column that the file has not it is nothing', () => {
  expect(seenInRow('1,2,3', negative('other'), form)).toBeNull();
});

test('nothing is told of a row when nobody knows how its file is written', () => {
  expect(seenInRow('1,2,3', negative('id'), undefined)).toBeNull();
});

test('of a row that is cut, only what stands before the cut is told', () => {
  const raw = rawText(`1,${'x'.repeat(RAW_LENGTH)},3`, false);

  expect(seenInRow(raw, negative('id'), form)).toBe('1');
  expect(seenInRow(raw, negative('name'), form)).toBeNull();
  expect(seenInRow(raw, negative('day'), form)).toBeNull();
  expect(seenInRow(raw, ofRow('wrong_column_count'), form)).toBe('2 or more');
});
