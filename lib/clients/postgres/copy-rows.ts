/** Of a message of a client: what it is, and its length without that byte. https://www.postgresql.org/docs/current/protocol-message-formats.html */
const HEADER_BYTES = 5;
const LENGTH_BYTES = 4;
const COPY_DATA = 'd';
const COPY_DONE = Buffer.from('c\0\0\0\x04', 'latin1');

/** Begins the binary format: a signature, no flags, no extension. https://www.postgresql.org/docs/current/sql-copy.html */
const FORMAT_HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Instead of the number of columns of a row: no more rows come. */
const NO_ROW = -1;
/** Instead of the length of a value. */
const NO_VALUE = -1;

/** Shorter values are copied together, which takes less than to write each. */
const LONG_BYTES = 4096;

/** The values of a row in the binary forms of their types: of texts and byte strings those are their bytes; null for NULL. */
export type BinaryRow = readonly (Uint8Array | null)[];

/** What a client sends to COPY rows in: long values as they are, after bytes that tell what they are. */
export function binaryRows(rows: readonly BinaryRow[]): Uint8Array[] {
  const messages: Uint8Array[] = [];
  let begun: Uint8Array[] = [FORMAT_HEADER];
  const end = (last: Uint8Array) => {
    messages.push(Buffer.concat([header([...begun, last]), ...begun]), last);
    begun = [];
  };
  for (const row of rows) {
    begun.push(smallint(row.length));
    for (const value of row) {
      begun.push(binaryInteger(value?.length ?? NO_VALUE));
      if (value && value.length >= LONG_BYTES) {
        end(value);
      } else if (value) {
        begun.push(value);
      }
    }
  }
  end(smallint(NO_ROW));
  return [...messages, COPY_DONE];
}

/** A value of the type integer. */
export function binaryInteger(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** A value of the type bigint. */
export function binaryBigint(value: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

function header(contents: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES, COPY_DATA);
  bytes.writeInt32BE(LENGTH_BYTES + contents.reduce((sum, { length }) => sum + length, 0), 1);
  return bytes;
}

function smallint(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeInt16BE(value);
  return bytes;
}
