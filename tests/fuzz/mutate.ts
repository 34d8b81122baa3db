import type { Random } from './random.ts';

/** What has a meaning, or may be mistaken for something that has. */
const MEANINGFUL = [
  '"',
  '""',
  ',',
  ';',
  '|',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '\0',
  ' ',
  '\xff',
  '\xc3',
  '\xef\xbb\xbf',
  '0',
  '-',
  '+',
  '.',
  '=',
  '="',
  '\r\r\n',
  '\xc2\xa0',
  '\xe2\x80\x8b',
  '\f',
  '\x1a',
];

const MUTATIONS: readonly ((random: Random, text: string) => string)[] = [
  function flipBit(random, text) {
    const at = random.below(text.length);
    const byte = String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(8)));
    return text.slice(0, at) + byte + text.slice(at + 1);
  },
  function overwrite(random, text) {
    const at = random.below(text.length);
    return text.slice(0, at) + random.pick(MEANINGFUL) + text.slice(at + 1);
  },
  function remove(random, text) {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + random.between(1, random.chance(0.8) ? 3 : 60));
  },
  function insert(random, text) {
    const at = random.below(text.length + 1);
    const count = random.between(1, 3);
    const bytes = Array.from({ length: count }, () =>
      random.chance(0.7) ? random.pick(MEANINGFUL) : String.fromCharCode(random.below(256)),
    );
    return text.slice(0, at) + bytes.join('') + text.slice(at);
  },
  function duplicateSlice(random, text) {
    const from = random.below(text.length);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + text.slice(from, from + random.between(1, 80)) + text.slice(at);
  },
  function swapLines(random, text) {
    const lines = text.split('\n');
    const one = random.below(lines.length);
    const other = random.below(lines.length);
    const line = lines[one] ?? '';
    lines[one] = lines[other] ?? '';
    lines[other] = line;
    return lines.join('\n');
  },
  function truncate(random, text) {
    return text.slice(0, random.chance(0.5) ? random.below(text.length) : -random.between(1, 10));
  },
];

/** The file with one to six random changes to its bytes. */
export function mutated(random: Random, file: Buffer): Buffer {
  let text = file.toString('latin1');
  const changes = random.between(1, 6);
  for (let change = 0; change < changes && text.length > 0; change++) {
    text = random.pick(MUTATIONS)(random, text);
  }
  return Buffer.from(text, 'latin1');
}
