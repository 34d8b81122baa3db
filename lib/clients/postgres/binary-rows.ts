/** What COPY in the binary form begins with: a signature, and two numbers that say nothing. https://www.postgresql.org/docs/current/sql-copy.html */
const BEGIN = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
/** What stands after the last row in the place of its number of fields. */
const END = Buffer.from([0xff, 0xff]);

/** The messages with which a client begins and ends to copy rows in the binary form. */
export const [COPY_BEGIN, COPY_END] = [messageOf(BEGIN), messageOf(END)];

/** A message with content of a COPY. */
function messageOf(content: Uint8Array): Buffer {
  return Buffer.concat([headerOf(content.length), content]);
}

/** Its type and its length, which counts itself. */
function headerOf(length: number): Buffer {
  const header = Buffer.from('d....', 'latin1');
  header.writeInt32BE(length + 4, 1);
  return header;
}

/** Takes from what a server copies in the binary form its beginning and its end, so that the rows of several statements can follow one another. */
export class BinaryRows {
  #isBegun = false;
  /** What may be the end. */
  #held: Buffer = Buffer.alloc(0);

  /** Takes whole messages, and gives the bytes that are to be written in their stead: all but the end. */
  take(messages: Buffer): Buffer[] {
    const held = this.#held;
    // A row may end like that too: then more comes.
    const mayBeEnd = messages.subarray(-COPY_END.length).equals(COPY_END);
    const to = messages.length - (mayBeEnd ? COPY_END.length : 0);
    this.#held = messages.subarray(to);
    if (this.#isBegun) {
      return [held, messages.subarray(0, to)].filter(({ length }) => length > 0);
    }
    return this.#withoutBeginning(messages, to);
  }

  /** The first row is in the message that the beginning is in. */
  #withoutBeginning(messages: Buffer, to: number): Buffer[] {
    this.#isBegun = true;
    const left = messages.readInt32BE(1) - 4 - BEGIN.length;
    const from = COPY_BEGIN.length;
    if (left > END.length) {
      return [headerOf(left), messages.subarray(from, to)];
    }
    // There is no row at all.
    this.#held = Buffer.alloc(0);
    return [];
  }
}
