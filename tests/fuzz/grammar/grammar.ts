import { neededBy, ONLY_FOR_FEATURES } from '../declared.ts';
import type { Random } from '../random.ts';
import { anyTraits, type FileName, filesOf, type Traits } from '../traits.ts';
import { blankLine } from './blank-lines.ts';
import { encoded } from './encodings.ts';
import { anyColumns, type Columns, namesOf, preamble, repeatedHeader, ruined } from './header.ts';
import { addLoneQuotes, type Line } from './lone-quotes.ts';
import {
  anyInteger,
  anyText,
  badDate,
  badIdList,
  badInteger,
  doubtfulText,
  goodDate,
  idList,
  writtenInteger,
} from './values.ts';
import {
  anyStyle,
  damagedRecord,
  inserted,
  lineEnd,
  type Style,
  withTrailing,
  writtenRecord,
} from './writing.ts';

/** The files of a run, the model that they are read by, and the limit. */
export interface Inputs {
  readonly traits: Traits;
  readonly files: ReadonlyMap<FileName, Buffer>;
  readonly maxRecordBytes: number;
}

/** How many ids there are: few, so that they meet. */
interface World {
  readonly users: number;
  readonly compounds: number;
  readonly devices: number;
  readonly maxRecordBytes: number;
  readonly traits: Traits;
}

/** The columns that a file may have a use for, in the order of the sample. */
const COLUMNS: Readonly<Record<FileName, readonly string[]>> = {
  users: ['user_id', 'name', 'email', 'signup_date', 'age'],
  user_experiments: [
    ...[
      'experiment_id',
      'user_id',
      'experiment_compound_ids',
      'experiment_run_time',
      'device',
      'temperature',
    ],
  ],
  compounds: ['compound_id', 'compound_name', 'compound_structure', 'mass'],
  devices: ['device_id', 'device_name', 'price', 'bought', 'maker'],
};

/** The columns of a file without a header, in the order of the model. */
function declaredOf(name: FileName, { devices }: Traits): readonly string[] {
  if (name !== 'user_experiments') {
    return COLUMNS[name];
  }
  const last = devices ? ['temperature', 'device'] : ['temperature'];
  return [...COLUMNS[name].filter((column) => column !== 'device' && column !== 'temperature'), ...last];
}

/** Columns that are optional in every model, since nothing needs them. */
const NOT_NEEDED = ['name', 'email', 'age'];

const isOptional = (column: string, { optional, features }: Traits) =>
  [...optional, ...NOT_NEEDED].includes(column) ||
  (ONLY_FOR_FEATURES.includes(column) && !neededBy(features).has(column));

/**
 * The files of a model of the grammar: valid ones in every dialect, and ones with defects of every kind the contract names.
 * @param harm 'none' leaves out what rejects a row or a file, but for duplicate and unknown ids
 */
export function generateInputs(random: Random, harm: 'none' | 'any' = 'any'): Inputs {
  const maxRecordBytes = random.pick([256, 1024, 1024, 1 << 20]);
  const traits = anyTraits(random);
  const world = {
    users: random.between(1, 60),
    compounds: random.between(1, 30),
    devices: random.between(1, 10),
    maxRecordBytes,
    traits,
  };
  const entries = filesOf(traits).map((name) => {
    const style = anyStyle(random);
    const clean = { ...style, damaged: 0, wrong: 0, loneQuotes: 0 };
    return [name, generateFile(random, name, harm === 'none' ? clean : style, world, harm)] as const;
  });
  return { traits, files: new Map(entries), maxRecordBytes };
}

function generateFile(
  random: Random,
  name: FileName,
  style: Style,
  world: World,
  harm: 'none' | 'any',
): Buffer {
  const { traits } = world;
  const isHeaderless = traits.headerless.includes(name) && (harm === 'none' || random.chance(0.95));
  const columns = isHeaderless ? declaredOf(name, traits) : columnsOf(random, name, traits, harm);
  const lines = writtenLines(random, name, columns, style, world, harm, isHeaderless);
  const lastEnd = random.chance(0.3) ? '' : (lines.at(-1)?.end ?? '');
  const body = lines.map(({ text, end }, index) => text + (index === lines.length - 1 ? lastEnd : end));
  const above = preamble(random, style, harm, isHeaderless);
  const text = above + body.join('') + (random.chance(0.03) ? '\r' : '');
  const isWindows1252 = traits.windows1252.includes(name);
  return harm === 'none'
    ? encoded(random, text, isWindows1252, harm)
    : withHarm(random, text, style.delimiter, (spoilt) => encoded(random, spoilt, isWindows1252, harm));
}

/** The header, records, blank lines, and the header again. */
function writtenLines(
  random: Random,
  name: FileName,
  columns: Columns,
  style: Style,
  world: World,
  harm: 'none' | 'any',
  isHeaderless: boolean,
): Line[] {
  const names = namesOf(random, columns, world.traits.aliases, harm === 'none' ? 0 : 0.005);
  const header = writtenHeader(random, style, names);
  const lines: Line[] = isHeaderless ? [] : [{ text: header, end: lineEnd(random, style) }];
  // A file without a header and without a row is none.
  const count = Math.max(rowCount(random, name, world), isHeaderless && harm === 'none' ? 1 : 0);
  // Below the lines among which a header is looked for that has others above it, unless there may be harm.
  const repeatedFrom = isHeaderless ? count : harm === 'any' ? 0 : 21;
  for (let row = 0; row < count; row++) {
    const mark = random.chance(style.marks) ? '\xef\xbb\xbf' : '';
    const text = mark + generateRecord(random, name, columns, style, world, row);
    lines.push({ text, end: lineEnd(random, style) });
    while (random.chance(style.blankLines)) {
      lines.push({ text: blankLine(random, style), end: lineEnd(random, style) });
    }
    if (row >= repeatedFrom && random.chance(style.repeatedHeaders)) {
      lines.push({ text: repeatedHeader(random, style, names, header, harm), end: lineEnd(random, style) });
    }
  }
  addLoneQuotes(random, lines, style);
  return lines;
}

/** A quote at the start of a field of the last line, and what is wrong with a file as a whole. */
function withHarm(
  random: Random,
  text: string,
  delimiter: string,
  bytesOf: (text: string) => Buffer,
): Buffer {
  const spoilt = random.chance(0.02) ? inserted(text, text.lastIndexOf(delimiter) + 1, '"') : text;
  const file = bytesOf(spoilt);
  return random.chance(0.03) ? ruined(random, file) : file;
}

function columnsOf(random: Random, name: FileName, traits: Traits, harm: 'none' | 'any'): Columns {
  const there = COLUMNS[name].filter((column) => !(isOptional(column, traits) && random.chance(0.15)));
  // Of a single column padding may be taken for the delimiter.
  const harmless = there.length > 1 ? there : COLUMNS[name];
  return harm === 'none' ? random.shuffled(harmless) : anyColumns(random, there);
}

function writtenHeader(random: Random, style: Style, names: readonly string[]): string {
  const header = writtenRecord(random, style, names);
  return style.hasEmptyName ? withTrailing(random, style, header) : header;
}

/** Mostly few; now and then enough for several blocks of the reader or, of events, several windows of the kernel; or none. */
function rowCount(random: Random, name: FileName, { users }: World): number {
  const kind = random.below(100);
  if (kind < 3) {
    return 0;
  }
  if (kind < 5) {
    return random.between(500, 2500);
  }
  if (name === 'users') {
    return random.between(1, users);
  }
  return kind < 15 && name === 'user_experiments' ? random.between(100, 400) : random.between(1, 60);
}

function generateRecord(
  random: Random,
  name: FileName,
  columns: Columns,
  style: Style,
  world: World,
  row: number,
): string {
  const values = columns.map((column) => {
    if (column === undefined) {
      return anyText(random, style.special, style.longTexts);
    }
    if (random.chance(isOptional(column, world.traits) ? 0.2 : 0.2 * style.wrong)) {
      return '';
    }
    return VALUES[column]?.(random, random.chance(style.wrong), world, row, name, style) ?? '';
  });
  const record = writtenRecord(random, style, values);
  return random.chance(style.damaged) ? damagedRecord(random, record, world.maxRecordBytes, style) : record;
}

type Value = (
  random: Random,
  wrong: boolean,
  world: World,
  row: number,
  name: FileName,
  style: Style,
) => string;

const text: Value = (random, wrong, _, __, ___, style) =>
  wrong && random.chance(0.5) ? doubtfulText(random) : anyText(random, style.special, style.longTexts);

const integer: Value = (random, wrong) => (wrong ? badInteger(random) : anyInteger(random));

/** The id of a row: its number; where values go wrong, also one of an earlier row. */
const ownId: Value = (random, wrong, _, row) => {
  if (!wrong) {
    return writtenInteger(random, row);
  }
  return random.chance(0.5) ? badInteger(random) : writtenInteger(random, random.below(row + 1));
};

/** A user of the users file, nearly always: `users` is how many it may have. */
const userId: Value = (random, wrong, { users }) => {
  if (wrong && random.chance(0.5)) {
    return badInteger(random);
  }
  return writtenInteger(random, random.below(wrong ? 2 * users : Math.ceil(users / 2)));
};

const VALUES: Readonly<Record<string, Value>> = {
  user_id: (random, wrong, world, row, name, style) =>
    (name === 'users' ? ownId : userId)(random, wrong, world, row, name, style),
  experiment_id: ownId,
  compound_id: ownId,
  name: text,
  email: text,
  device_id: ownId,
  device: (random, wrong, { devices }) =>
    wrong && random.chance(0.5)
      ? badInteger(random)
      : writtenInteger(random, random.below(wrong ? 2 * devices : devices)),
  age: integer,
  temperature: (random, wrong, ...rest) =>
    wrong || random.chance(0.1) ? integer(random, wrong, ...rest) : writtenInteger(random, random.below(8)),
  mass: integer,
  price: integer,
  maker: integer,
  bought: (random, wrong) => (wrong ? badDate(random) : goodDate(random)),
  device_name: text,
  compound_name: text,
  compound_structure: text,
  signup_date: (random, wrong) => (wrong ? badDate(random) : goodDate(random)),
  experiment_run_time: integer,
  experiment_compound_ids: (random, wrong, { compounds }) =>
    wrong ? badIdList(random) : idList(random, compounds),
};
