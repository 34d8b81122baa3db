import { COPY_DONE, copyDataHeader, FORMAT_HEADER, FORMAT_TRAILER } from './copy-format.ts';

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
    const length = [...begun, last].reduce((sum, bytes) => sum + bytes.length, 0);
    messages.push(Buffer.concat([copyDataHeader(length), ...begun]), last);
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
  end(FORMAT_TRAILER);
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

function smallint(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeInt16BE(value);
  return bytes;
}
