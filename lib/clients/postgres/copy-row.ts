/** Of a message of a client: what it is, and its length without that byte. https://www.postgresql.org/docs/current/protocol-message-formats.html */
const HEADER_BYTES = 5;
const LENGTH_BYTES = 4;
const COPY_DATA = 'd';
const COPY_DONE = Buffer.from('c\0\0\0\x04', 'latin1');

/** Begins the binary format: a signature, no flags, no extension. https://www.postgresql.org/docs/current/sql-copy.html */
const FORMAT_HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** The number of columns of a row that is none: no more rows come. */
const NO_ROW = -1;
const COUNT_BYTES = 2;

/**
 * What a client sends to COPY one row in: its values as they are, between bytes that tell what they are.
 *
 * @param values in the binary form of their types; of a text that are its bytes
 */
export function binaryRow(values: readonly Uint8Array[]): Uint8Array[] {
  const messages: Uint8Array[] = [message(FORMAT_HEADER, columnCount(values.length))];
  for (const value of values) {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeInt32BE(value.length);
    // A message for each, since one has an end.
    messages.push(header(LENGTH_BYTES + value.length), length, value);
  }
  return [...messages, message(columnCount(NO_ROW)), COPY_DONE];
}

/** A value of the type integer. */
export function binaryInteger(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const message = (...contents: Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([header(content.length), content]);
};

function header(contentBytes: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES, COPY_DATA);
  bytes.writeInt32BE(LENGTH_BYTES + contentBytes, 1);
  return bytes;
}

function columnCount(count: number): Buffer {
  const bytes = Buffer.alloc(COUNT_BYTES);
  bytes.writeInt16BE(count);
  return bytes;
}
