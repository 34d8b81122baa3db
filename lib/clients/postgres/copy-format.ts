// The binary format of COPY, but for its rows, and the messages in which it is sent. https://www.postgresql.org/docs/current/sql-copy.html

/** Begins it: a signature, no flags, no extension. */
export const FORMAT_HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Ends it, in the place of the number of columns of a row. */
export const FORMAT_TRAILER = Buffer.from([0xff, 0xff]);

/** Of a message: what it is, and its length without that byte. https://www.postgresql.org/docs/current/protocol-message-formats.html */
const TYPE_BYTES = 1;
const LENGTH_BYTES = 4;
export const MESSAGE_HEADER_BYTES = TYPE_BYTES + LENGTH_BYTES;

/** The message that no more rows come. */
export const COPY_DONE = Buffer.from('c\0\0\0\x04', 'latin1');
/** The message that none of the rows are to be kept, without a reason. */
export const COPY_FAIL = Buffer.from('f\0\0\0\x05\0', 'latin1');

/** The beginning of a message with so many bytes of the format. */
export function copyDataHeader(length: number): Buffer {
  const bytes = Buffer.alloc(MESSAGE_HEADER_BYTES, 'd');
  bytes.writeInt32BE(LENGTH_BYTES + length, TYPE_BYTES);
  return bytes;
}

/** A message with bytes of the format. */
export function copyData(content: Uint8Array): Buffer {
  return Buffer.concat([copyDataHeader(content.length), content]);
}
