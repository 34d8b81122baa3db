import { gzipSync } from 'node:zlib';
import type { Random } from '../random.ts';
import { lineEnd, type Style, writtenRecord } from './writing.ts';

/** The order of a file's columns: the needed ones and those that are ignored (undefined). */
export type Columns = readonly (string | undefined)[];

const IGNORED = [
  'city',
  'Notes, long',
  'a;b',
  '',
  'Übersicht',
  '2023',
  'x|y',
  'user_id_2',
  'line\nbreak',
  'say "x"',
];

/** The needed columns in any order, with others among them; rarely one is missing or there twice. */
export function anyColumns(random: Random, needed: readonly string[]): Columns {
  const columns: (string | undefined)[] = random.chance(0.6) ? [...needed] : random.shuffled(needed);
  while (random.chance(0.25)) {
    columns.splice(random.below(columns.length + 1), 0, undefined);
  }
  // Wide enough, now and then, for the header to pass the bytes that are looked at for it.
  if (random.chance(0.04)) {
    const at = random.below(columns.length + 1);
    columns.splice(at, 0, ...Array.from({ length: random.between(20, 150) }, () => undefined));
  }
  if (random.chance(0.015)) {
    columns.splice(random.below(columns.length), 1);
  }
  if (random.chance(0.015)) {
    columns.push(random.pick(needed));
  }
  return columns;
}

/** The header's names in any case, some of them by their other one. `misspelt` is the share of the needed ones that lack their first letter. */
export function writtenHeader(
  random: Random,
  style: Style,
  columns: Columns,
  aliases: Readonly<Record<string, string>>,
  misspelt: number,
): string {
  const shout = random.pick([0, 0, 0.5, 1]);
  const names = columns.map((own) => {
    if (own === undefined) {
      return random.pick(IGNORED);
    }
    const alias = aliases[own];
    const column = alias !== undefined && random.chance(0.6) ? alias : own;
    if (random.chance(misspelt)) {
      return column.slice(1);
    }
    return [...column].map((letter) => (random.chance(shout) ? letter.toUpperCase() : letter)).join('');
  });
  return writtenRecord(random, style, names);
}

/** Blank lines and a mark before the header. */
export function preamble(random: Random, style: Style): string {
  const mark = random.chance(0.2) ? '\xef\xbb\xbf' : '';
  let blank = '';
  while (random.chance(0.15)) {
    blank += random.pick(['', ' ', '\t', ' \t ']) + lineEnd(random, style);
  }
  return mark + blank;
}

const RUINS: readonly ((file: Buffer, random: Random) => Buffer)[] = [
  () => Buffer.alloc(0),
  () => Buffer.from('\ufeff'),
  () => Buffer.from(' \n\t\r\n\n'),
  (file) => Buffer.from(`\ufeff${file.toString('latin1')}`, 'utf16le'),
  (file) => Buffer.from(file.toString('latin1'), 'utf16le'),
  (file) => Buffer.from(`${file.toString('latin1')}${file.length % 2 === 0 ? '' : ' '}`, 'utf16le').swap16(),
  // One archive is inflated; what is in it is none.
  (file) => gzipSync(gzipSync(file)),
  (file) => Buffer.from(file.toString('latin1').replace(/\r?\n/g, '\r'), 'latin1'),
  (file, random) => file.subarray(0, random.below(60)),
  (file) => file.subarray(file.indexOf('\n') + 1),
  (file) => Buffer.concat([Buffer.from('"'), file]),
  (file) => Buffer.concat([Buffer.alloc(3000, '\n'), file]),
];

/** A file that as a whole is something else: nothing, another encoding, without a header. */
export function ruined(random: Random, file: Buffer): Buffer {
  return random.pick(RUINS)(file, random);
}
