import { isAscii } from 'node:buffer';
import { isMarked, MARK_BYTES } from './marks.ts';
import { type Decoder, transcoded } from './transcoded.ts';
import type { Transform } from './transform.ts';

/**
 * The characters of the bytes 80 to 9F, as browsers have them (encoding.spec.whatwg.org): where Windows has none, the control
 * character of that number. All other bytes are the character of their own number.
 */
const HIGH_CONTROLS =
  '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f' + // 80
  '\u0090‘’“”•–—˜™š›œ\u009džŸ'; // 90

/** Text in the encoding of Windows in western Europe and America; only where the model says so, for the bytes don't. */
export const windows1252: Transform = {
  name: 'windows-1252',
  isSeekable: false,
  isNeeded: async ({ declared, first }) => declared === 'windows-1252' && !isMarked(await first(MARK_BYTES)),
  read: transcoded((): Decoder => ({ decode: utf8Of, end: () => Buffer.alloc(0) })),
};

function utf8Of(bytes: Buffer): Buffer {
  if (isAscii(bytes)) {
    return bytes;
  }
  const text = bytes.toString('latin1');
  return Buffer.from(
    text.replaceAll(/[\u0080-\u009f]/g, (control) => HIGH_CONTROLS.charAt(control.charCodeAt(0) - 0x80)),
  );
}
