import { gzipSync } from 'node:zlib';
import type { Random } from '../random.ts';
import { blankLine } from './blank-lines.ts';
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
export function namesOf(
  random: Random,
  columns: Columns,
  aliases: Readonly<Record<string, string>>,
  misspelt: number,
): string[] {
  const shout = random.pick([0, 0, 0.5, 1]);
  return columns.map((own) => {
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
}

/** The same once more, as between files that were put together: in quotes or not, now and then not quite the same. */
export function repeatedHeader(
  random: Random,
  style: Style,
  names: readonly string[],
  header: string,
  harm: 'none' | 'any',
): string {
  const mark = random.chance(0.5) ? '\xef\xbb\xbf' : '';
  if (harm === 'any' && random.chance(0.1)) {
    return mark + random.pick([header.toLowerCase(), header.toUpperCase(), header.slice(1), `${header}x`]);
  }
  return mark + (random.chance(0.6) ? header : writtenRecord(random, style, names));
}

const TITLES = [
  'Users of the lab',
  '# exported 2024-01-01',
  '# a,b;c|d\te',
  'Report',
  '"Report, of ""x"", 2024"',
  '"over\ntwo lines"',
  '"open',
  '6" pipes',
  'José',
  '1;2;3',
  '=== ===',
];

/** What stands above the header: a mark, blank lines, a line that says what the delimiter is, and titles. */
export function preamble(random: Random, style: Style, harm: 'none' | 'any', isHeaderless: boolean): string {
  const mark = random.chance(0.2) ? '\xef\xbb\xbf' : '';
  const lines = blankLines(random, style);
  if (random.chance(0.06)) {
    lines.push(separatorLine(random, style, harm), ...blankLines(random, style));
  }
  if (random.chance(0.08) && (harm === 'any' || !isHeaderless)) {
    const count = harm === 'any' && random.chance(0.2) ? random.between(15, 22) : random.between(1, 3);
    lines.push(
      ...Array.from({ length: count }, () => titleLine(random, style)),
      ...blankLines(random, style),
    );
  }
  return mark + lines.map((line) => line + lineEnd(random, style)).join('');
}

function blankLines(random: Random, style: Style): string[] {
  const lines: string[] = [];
  while (random.chance(0.15)) {
    lines.push(blankLine(random, style));
  }
  return lines;
}

function separatorLine(random: Random, { delimiter }: Style, harm: 'none' | 'any'): string {
  const isWrong = harm === 'any' && random.chance(0.2);
  const said = isWrong ? random.pick([',', ';', ':', '§', ';;', '', ' ;']) : delimiter;
  const line = Buffer.from(`${random.pick(['sep', 'sep', 'SEP', 'Sep'])}=${said}`).toString('latin1');
  return random.chance(0.2) ? `"${line}"` : line;
}

function titleLine(random: Random, { delimiter }: Style): string {
  const title = Buffer.from(random.pick(TITLES)).toString('latin1');
  return random.chance(0.3) ? title + delimiter.repeat(random.below(5)) : title;
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
  // LF ends the header, CR alone all other lines.
  (file) => {
    const [header = '', ...lines] = file.toString('latin1').split(/\r*\n/);
    return Buffer.from(`${header}\n${lines.join('\r')}`, 'latin1');
  },
  (file, random) => file.subarray(0, random.below(60)),
  (file) => file.subarray(file.indexOf('\n') + 1),
  (file) => Buffer.concat([Buffer.from('"'), file]),
  (file) => Buffer.concat([Buffer.alloc(3000, '\n'), file]),
];

/** A file that as a whole is something else: nothing, another encoding, without a header. */
export function ruined(random: Random, file: Buffer): Buffer {
  return random.pick(RUINS)(file, random);
}
