import { MESSAGE_HEADER_BYTES } from './copy-format.ts';

/** What messages are, in their first byte. https://www.postgresql.org/docs/current/protocol-message-formats.html */
const COPY_DATA = 0x64;
const COPY_DONE = 0x63;
const COPY_OUT = 0x48;
const COPY_IN = 0x47;
const ERROR = 0x45;

/** Who gets the messages of a server that was asked to COPY. */
export interface CopyReaders {
  /** Takes messages with rows as they came, whole ones only. */
  readonly rows: (messages: Buffer) => void;
  /** Takes all others but those that say that rows come, or may come: it would make streams of them. */
  readonly driver: (messages: Buffer) => void;
  /** Told when no more rows come, when the server waits for them, or when it fails; `driver` gets what is after that. */
  readonly end: (isFailed: boolean) => void;
}

/**
 * Tells the rows of a COPY from what else a server says. They are never unpacked: a message with rows from one server has the
 * form that another one takes.
 */
export class CopyMessages {
  readonly #readers: CopyReaders;
  /** The beginning of a message whose end has not come. */
  #begun: Buffer = Buffer.alloc(0);

  constructor(readers: CopyReaders) {
    this.#readers = readers;
  }

  /** Takes the next bytes; none after `end` was told. */
  take(bytes: Buffer): void {
    const begun = this.#begun;
    const isRow = begun.length >= MESSAGE_HEADER_BYTES && begun[0] === COPY_DATA;
    // Of rows only the message that has begun is put together: all that came is many times as long.
    const left = isRow ? 1 + begun.readInt32BE(1) - begun.length : bytes.length;
    this.#takeAll(begun.length === 0 ? bytes : Buffer.concat([begun, bytes.subarray(0, left)]));
    if (left < bytes.length) {
      this.#takeAll(bytes.subarray(left));
    }
  }

  #takeAll(all: Buffer): void {
    const { rows, driver, end } = this.#readers;
    let [from, at] = [0, 0];
    const give = (reader: (messages: Buffer) => void, to: number) => {
      if (to > from) {
        reader(all.subarray(from, to));
      }
      from = to;
    };
    for (let next = 0; at + MESSAGE_HEADER_BYTES <= all.length; at = next) {
      next = at + 1 + all.readInt32BE(at + 1);
      const type = all[at];
      if (next > all.length) {
        break;
      }
      if (type === COPY_DATA) {
        continue;
      }
      give(rows, at);
      if (type === COPY_DONE || type === COPY_IN || type === ERROR) {
        from = type === ERROR ? at : next;
        end(type === ERROR);
        give(driver, all.length);
        return;
      }
      if (type === COPY_OUT) {
        from = next;
      } else {
        give(driver, next);
      }
    }
    give(rows, at);
    this.#begun = all.subarray(at);
  }
}
