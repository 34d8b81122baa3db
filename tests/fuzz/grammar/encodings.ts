import type { Random } from '../random.ts';

/**
 * The bytes of a file whose text is UTF-8, one character a byte, as its model and the chance will have them.
 *
 * @param harm 'none' leaves out what makes other characters of them
 */
export function encoded(random: Random, text: string, isWindows1252: boolean, harm: 'none' | 'any'): Buffer {
  if (isWindows1252) {
    return random.chance(0.8)
      ? inWindows1252(text)
      : Buffer.from(harm === 'any' && random.chance(0.3) ? text : withMark(text), 'latin1');
  }
  if (random.chance(0.04)) {
    return inUtf16(random, text, harm);
  }
  const lineEnds = random.chance(0.03) ? text.replaceAll(/\r*\n/g, '\r') : text;
  return Buffer.from(lineEnds, 'latin1');
}

const MARK = '\xef\xbb\xbf';

const withMark = (text: string) => (text.startsWith(MARK) ? text : MARK + text);

/** What has no place there stays as its bytes in UTF-8, which are other characters; of what nobody sees there is only the no-break space. */
function inWindows1252(text: string): Buffer {
  const short = text
    .replaceAll(/(?<=^|\n)\xef\xbb\xbf/g, '')
    .replaceAll(/\xc2[\xa0-\xbf]|\xc3[\x80-\xbf]/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))
    .replaceAll(/\xe2\x80[\x8b-\x8f\xaf]|\xe2\x81\xa0|\xef\xbb\xbf/g, '\xa0')
    .replaceAll(/\xe2\x82\xac/g, '\x80');
  return Buffer.from(short, 'latin1');
}

/** With a mark; what is no UTF-8 becomes half a surrogate pair. */
function inUtf16(random: Random, text: string, harm: 'none' | 'any'): Buffer {
  const characters = Buffer.from(text.startsWith(MARK) ? text.slice(MARK.length) : text, 'latin1')
    .toString('utf8')
    .replaceAll('\ufffd', () => random.pick(['\ud800', '\udfff', '\ufffd']));
  const lineEnds = random.chance(0.1) ? characters.replaceAll(/\r*\n/g, '\r') : characters;
  const bytes = Buffer.from(`\ufeff${lineEnds}`, 'utf16le');
  const whole = random.chance(0.5) ? bytes : bytes.swap16();
  return harm === 'any' && random.chance(0.05) ? Buffer.concat([whole, Buffer.of(random.below(256))]) : whole;
}
