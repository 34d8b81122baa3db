import { describe, expect, test } from 'vitest';
import { foreignBytes } from '../../../../../lib/csv/header/foreign/foreign-bytes.ts';
import { SIGNATURES } from '../../../../../lib/csv/header/foreign/signatures.ts';
import { readHeader } from '../../../../../lib/csv/header/header.ts';
import { required } from '../../../../support/wanted-columns.ts';

const RUBBISH = Buffer.from('\x15\x00\x02\xff\xfe rubbish', 'latin1');

describe('foreignBytes', () => {
  test.each(SIGNATURES)('tells $code by $bytes', ({ bytes, at = 0, code }) => {
    const signature = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes);
    const file = Buffer.concat([Buffer.alloc(at, 'x'), signature, RUBBISH]);

    const defect = foreignBytes(file);

    expect(defect?.code).toBe(code);
    expect(defect?.message).toMatch(/^the file is .*: \w/);
  });

  test.each([
    ['PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'an Excel workbook (.xlsx)'],
    ['PK\x03\x04\x14\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK', '(.ods)'],
    ['PK\x03\x04\x14\0\0users.csv', 'a ZIP archive'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Excel workbook (.xls)'],
    ['PAR1\x15\x04\x15', 'a Parquet file'],
    ['\x28\xb5\x2f\xfd', 'compressed with zstd'],
    ['\0\x05\x16\x07', 'a macOS companion file without the data'],
  ])('names %j', (bytes, name) => {
    const defect = foreignBytes(Buffer.from(bytes, 'latin1'));

    expect(defect?.message).toContain(name);
  });

  test.each(['ORCID,user_id\n', 'PAR1,PAR2\n', 'BZhou,user_id\n', 'ARROW1;x\n', 'user_id,name\n', ''])(
    'leaves a text alone: %j',
    (text) => {
      expect(foreignBytes(Buffer.from(text))).toBeUndefined();
    },
  );

  test('leaves a text alone that is cut inside a character', () => {
    const text = Buffer.from(`ORCID,${'é'.repeat(600)}`);

    expect(foreignBytes(text)).toBeUndefined();
  });
});

describe('bytes of no kind that is known', () => {
  test.each([
    ['with a NUL', '\x01\x02\0\xff garbage', 'nul_byte'],
    ['without one', '\x01\x02\xff garbage', 'invalid_utf8'],
  ])('%s are called binary, and nothing more is said', (_what, bytes, code) => {
    const defects = readHeader(Buffer.from(bytes, 'latin1'), required(['user_id', 'name']));

    expect(defects).toEqual([
      { code, message: 'the file is binary, not CSV (line 1 has bytes that no text has): export it as CSV' },
    ]);
  });
});
