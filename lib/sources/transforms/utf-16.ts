import { beginsWith, isUtf32, MARK_BYTES, UTF16_MARKS } from './marks.ts';
import { type Decoder, transcoded } from './transcoded.ts';
import type { Transform } from './transform.ts';

/** Half of a pair of surrogates without the other half. */
const UNPAIRED = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A byte that UTF-8 never has. */
const NO_UTF8 = Buffer.from([0xff]);

/** Text in UTF-16 with a byte order mark, low byte first, as Windows writes it ("Unicode" in Excel and Notepad). */
export const utf16Le = utf16('utf-16le', 'le');

/** The same, high byte first. */
export const utf16Be = utf16('utf-16be', 'be');

function utf16(name: string, order: keyof typeof UTF16_MARKS): Transform {
  return {
    name,
    isSeekable: false,
    isNeeded: async ({ first }) => {
      const head = await first(MARK_BYTES);
      return beginsWith(head, UTF16_MARKS[order]) && !isUtf32(head);
    },
    read: transcoded(() => new Utf16Decoder(order)),
  };
}

/**
 * Nothing is lost: half of a pair becomes the three bytes that it would have in UTF-8, and an odd last byte the byte FF. Neither is
 * UTF-8, so that the row with it is told.
 */
class Utf16Decoder implements Decoder {
  readonly #order: keyof typeof UTF16_MARKS;
  /** What came of a character that is not whole: three bytes at most. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(order: keyof typeof UTF16_MARKS) {
    this.#order = order;
  }

  decode(bytes: Buffer): Buffer {
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    const whole = this.#wholeBytes(all);
    this.#rest = Buffer.from(all.subarray(whole));
    return this.#utf8Of(all.subarray(0, whole));
  }

  end(): Buffer {
    const text = this.#utf8Of(this.#rest.subarray(0, evenBytes(this.#rest)));
    return this.#rest.length > evenBytes(this.#rest) ? Buffer.concat([text, NO_UTF8]) : text;
  }

  /** How many bytes there are without the first half of a pair, or of a character, at the end. */
  #wholeBytes(bytes: Buffer): number {
    const even = evenBytes(bytes);
    const high = bytes[this.#order === 'le' ? even - 1 : even - 2];
    return even > 0 && high !== undefined && high >= 0xd8 && high <= 0xdb ? even - 2 : even;
  }

  /** @param bytes an even number of them */
  #utf8Of(bytes: Buffer): Buffer {
    const text = (this.#order === 'le' ? bytes : Buffer.from(bytes).swap16()).toString('utf16le');
    return text.isWellFormed() ? Buffer.from(text) : withUnpaired(text);
  }
}

const evenBytes = ({ length }: Buffer): number => length - (length % 2);

/** The UTF-8 of a text, and of halves of pairs in it what their code would have. */
function withUnpaired(text: string): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const { index } of text.matchAll(UNPAIRED)) {
    const code = text.charCodeAt(index);
    pieces.push(Buffer.from(text.slice(at, index)));
    pieces.push(Buffer.from([0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]));
    at = index + 1;
  }
  return Buffer.concat([...pieces, Buffer.from(text.slice(at))]);
}
