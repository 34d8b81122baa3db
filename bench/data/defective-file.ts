import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/** A row as it stands in the file: its key, and the whole of it without its line end. */
interface Row {
  readonly text: string;
  readonly key: string;
}

/** The rows that a defect may be about: its own, the one beside it, and one at the other end of the file. */
interface Rows {
  readonly own: Row;
  readonly near: Row;
  readonly far: Row;
}

/** Makes a row defective, in as many bytes as it has. */
export type Defect = (rows: Rows) => Buffer;

export const PLACES = ['first', 'middle', 'last'] as const;
export type Place = (typeof PLACES)[number];

/** Longer than ETL_MAX_RECORD_BYTES. */
const LONG_BYTES = (1 << 20) + 100;

/** The same columns with others in their stead; zeroes before the last number keep its length. */
function row(own: Row, fields: readonly [string, string, string]): Buffer {
  const start = `${fields.join(',')},`;
  return Buffer.from(start + '1'.padStart(own.text.length - start.length, '0'));
}

const user = ({ text }: Row) => text.split(',')[1] ?? '';

const replaced = ({ text }: Row, byte: number): Buffer => {
  const bytes = Buffer.from(text);
  bytes[text.split(',').slice(0, 2).join(',').length + 1] = byte;
  return bytes;
};

/** By their names. */
export const DEFECTS: Readonly<Record<string, Defect>> = {
  'unknown user': ({ own }) => row(own, [own.key, '9999999', '1']),
  'unknown compound': ({ own }) => row(own, [own.key, user(own), '9999']),
  'duplicate near': ({ own, near }) => row(own, [near.key, user(own), '1']),
  'duplicate far': ({ own, far }) => row(own, [far.key, user(own), '1']),
  'stray quote': ({ own }) => replaced(own, 0x22),
  'bad UTF-8': ({ own }) => replaced(own, 0xff),
  'negative number': ({ own }) => row(own, [own.key, '-5', '1']),
  'long line': () => Buffer.alloc(LONG_BYTES, 'x'),
};
/** Those that are about keys. */
export const OF_KEYS = Object.keys(DEFECTS).filter((name) => name.startsWith('duplicate'));

/** A file that is made defective, and whole again, where it is: nothing is copied, so both are as warm. */
export class EditedFile {
  readonly #handle: number;
  readonly #size: number;
  #before: { readonly at: number; readonly bytes: Buffer } | undefined;

  constructor(path: string) {
    this.#handle = openSync(path, 'r+');
    this.#size = fstatSync(this.#handle).size;
  }

  /** Puts a defect to a place. */
  spoil(place: Place, defect: Defect): void {
    const body = this.#lineFrom(0).after;
    const [first, last] = [this.#lineFrom(body), this.#lineBefore(this.#size)];
    const middle = this.#lineFrom(this.#lineFrom(Math.floor(this.#size / 2)).after);
    const own = { first, middle, last }[place];
    const near = place === 'last' ? this.#lineBefore(own.at) : this.#lineFrom(own.after);
    const bytes = defect({ own, near, far: place === 'last' ? first : last });
    const isLong = bytes.length > own.text.length;
    // A long one takes the place of whole lines.
    const at = isLong && place === 'last' ? this.#lineBefore(this.#size - bytes.length).after : own.at;
    const to = isLong ? this.#lineFrom(at + bytes.length).after - 1 : at + bytes.length;
    const filled = Buffer.alloc(Math.min(to, this.#size - 1) - at, 'x');
    filled.set(isLong ? filled : bytes);
    this.#before = { at, bytes: this.#read(at, filled.length) };
    writeSync(this.#handle, filled, 0, filled.length, at);
  }

  /** Takes the defect away. */
  mend(): void {
    if (this.#before) {
      const { at, bytes } = this.#before;
      writeSync(this.#handle, bytes, 0, bytes.length, at);
      this.#before = undefined;
    }
  }

  close(): void {
    closeSync(this.#handle);
  }

  #read(at: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(this.#handle, bytes, 0, length, at));
  }

  #lineFrom(at: number) {
    const bytes = this.#read(at, 4096);
    const text = bytes.toString('latin1', 0, bytes.indexOf('\n'));
    return { at, text, key: text.split(',')[0] ?? '', after: at + text.length + 1 };
  }

  #lineBefore(end: number) {
    const from = Math.max(0, end - 4096);
    const bytes = this.#read(from, end - from);
    return this.#lineFrom(from + bytes.lastIndexOf('\n', bytes.length - 2) + 1);
  }
}
