import { describe, expect, test } from 'vitest';
import { kindOfId, kindOfList } from '../../../../lib/pipeline/plan/id-kinds.ts';

describe('an id', () => {
  test.each(['7', '007', '+7', '7.0', '9223372036854775807'])('%j is a whole number', (text) => {
    expect(kindOfId(text)).toBe('integer');
  });

  test.each([
    '00005ca1-ab1e-0000-0000-000000001eef',
    'mara1@lab.test',
    'U001',
    '50-78-2',
    '2024/17',
    '10.0.0.1',
    '0x10',
    'NULL',
    'x'.repeat(255),
  ])('%j is a text', (text) => {
    expect(kindOfId(text)).toBe('text');
  });

  test.each([
    '',
    '-7',
    '9223372036854775808',
    '7.5',
    '1e3',
    '1.23E+05',
    '1,000',
    '1 000 000',
    "12'345.60",
    '="00123"',
    '(7)',
    '7\u00a0',
    '\u200b7',
    'x'.repeat(256),
  ])('%j is neither: as a text it would find no row', (text) => {
    expect(kindOfId(text)).toBe('neither');
  });
});

describe('a list', () => {
  test.each([
    ['1; 2', 'integer'],
    ['7', 'integer'],
    ['CHEMBL25; 50-78-2', 'text'],
    ['CHEMBL25', 'text'],
    ['CHEMBL25;7', 'neither'],
    ['CHEMBL25;;CHEMBL7', 'neither'],
    ['1,2,3', 'neither'],
    ['[1, 2]', 'neither'],
    ['1|2', 'neither'],
    ['1;-2', 'neither'],
    ['1;', 'neither'],
  ])('%j is of kind %s', (text, kind) => {
    expect(kindOfList(text)).toBe(kind);
  });
});
