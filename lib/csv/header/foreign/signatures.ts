import type { HeaderDefectCode } from '../defect.ts';
import { zipName } from './zip-name.ts';

/** A kind of file that is told by bytes at its start. */
export interface Signature {
  readonly code: Extract<HeaderDefectCode, 'utf16' | 'utf32' | 'gzip' | 'zip' | 'not_csv'>;
  /** Its bytes, or text of one byte a character. */
  readonly bytes: readonly number[] | string;
  /** Where they are, if not at the start. */
  readonly at?: number;
  /** What the file is, after "the file is": of some it takes another look. */
  readonly name: string | ((head: Buffer) => string);
  readonly advice: string;
  /** Letters that a header may begin with as well: they count only where bytes follow that no text has. */
  readonly isLetters?: boolean;
}

const AS_UTF8 = 'save it as UTF-8';
const EXPORT = 'export it as CSV first';
const UNPACK = 'unpack it first, or compress it with gzip, which can be read directly';

/** All kinds. UTF-32 comes before UTF-16: its mark begins with the other one. Adding a kind is adding an entry. */
export const SIGNATURES: readonly Signature[] = [
  { code: 'utf32', bytes: [0xff, 0xfe, 0x00, 0x00], name: 'UTF-32, not UTF-8 text', advice: AS_UTF8 },
  { code: 'utf32', bytes: [0x00, 0x00, 0xfe, 0xff], name: 'UTF-32, not UTF-8 text', advice: AS_UTF8 },
  { code: 'utf16', bytes: [0xff, 0xfe], name: 'UTF-16, not UTF-8 text', advice: AS_UTF8 },
  { code: 'utf16', bytes: [0xfe, 0xff], name: 'UTF-16, not UTF-8 text', advice: AS_UTF8 },
  { code: 'gzip', bytes: [0x1f, 0x8b], name: 'compressed with gzip twice', advice: 'decompress it once' },
  { code: 'zip', bytes: 'PK\x03\x04', name: zipName, advice: EXPORT },
  { code: 'zip', bytes: 'PK\x05\x06', name: 'an empty ZIP archive', advice: EXPORT },
  { code: 'zip', bytes: 'PK\x07\x08', name: 'a part of a ZIP archive', advice: EXPORT },
  {
    code: 'not_csv',
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    name: 'an old Excel workbook (.xls) or another old Office file',
    advice: 'open it in Excel or its own program and save it as CSV UTF-8',
  },
  { code: 'not_csv', bytes: 'PAR1', isLetters: true, name: 'a Parquet file', advice: EXPORT },
  { code: 'not_csv', bytes: 'PARE', isLetters: true, name: 'an encrypted Parquet file', advice: EXPORT },
  { code: 'not_csv', bytes: 'ORC', isLetters: true, name: 'an ORC file', advice: EXPORT },
  { code: 'not_csv', bytes: 'Obj\x01', name: 'an Avro file', advice: EXPORT },
  { code: 'not_csv', bytes: 'ARROW1', isLetters: true, name: 'an Arrow (Feather) file', advice: EXPORT },
  { code: 'not_csv', bytes: 'FEA1', isLetters: true, name: 'a Feather file', advice: EXPORT },
  { code: 'not_csv', bytes: '\x89HDF\r\n\x1a\n', name: 'an HDF5 file', advice: EXPORT },
  { code: 'not_csv', bytes: 'SQLite format 3\0', name: 'an SQLite database', advice: EXPORT },
  { code: 'not_csv', bytes: 'PGDMP', isLetters: true, name: 'a pg_dump file', advice: EXPORT },
  { code: 'not_csv', bytes: '%PDF-', name: 'a PDF document', advice: EXPORT },
  { code: 'not_csv', bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'compressed with zstd', advice: UNPACK },
  { code: 'not_csv', bytes: 'BZh91AY&SY', name: 'compressed with bzip2', advice: UNPACK },
  { code: 'not_csv', bytes: 'BZh', isLetters: true, name: 'compressed with bzip2', advice: UNPACK },
  { code: 'not_csv', bytes: '\xfd7zXZ\0', name: 'compressed with xz', advice: UNPACK },
  { code: 'not_csv', bytes: [0x04, 0x22, 0x4d, 0x18], name: 'compressed with lz4', advice: UNPACK },
  { code: 'not_csv', bytes: [0x1f, 0x9d], name: 'compressed with compress (.Z)', advice: UNPACK },
  { code: 'not_csv', bytes: '\xff\x06\0\0sNaPpY', name: 'compressed with snappy', advice: UNPACK },
  { code: 'not_csv', bytes: '7z\xbc\xaf\x27\x1c', name: 'a 7z archive', advice: UNPACK },
  { code: 'not_csv', bytes: 'Rar!\x1a\x07', name: 'a RAR archive', advice: UNPACK },
  { code: 'not_csv', bytes: 'ustar', at: 257, name: 'a tar archive', advice: UNPACK },
  {
    code: 'not_csv',
    bytes: [0x00, 0x05, 0x16, 0x07],
    name: 'a macOS companion file without the data (AppleDouble, ._name)',
    advice: 'remove it, and copy the file without ._ in front of its name',
  },
  { code: 'not_csv', bytes: '\x7fELF', name: 'a program', advice: EXPORT },
  { code: 'not_csv', bytes: '\x89PNG', name: 'an image (PNG)', advice: EXPORT },
  { code: 'not_csv', bytes: [0xff, 0xd8, 0xff], name: 'an image (JPEG)', advice: EXPORT },
];
