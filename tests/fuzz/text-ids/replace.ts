import type { Inputs } from '../grammar/grammar.ts';
import { columnsOf } from '../oracle/declaration.ts';
import { readHeader } from '../oracle/header.ts';
import type { Random } from '../random.ts';
import type { FileName } from '../traits.ts';
import { type IdField, type RecordOfIds, recordsOfIds } from './id-fields.ts';
import { idsOfFilters, withTexts } from './text-traits.ts';
import { type TextOf, textsFor } from './texts.ts';

/** A case with texts for its ids, and what gives the text of each. */
export interface Replaced {
  readonly inputs: Inputs;
  readonly textOf: TextOf;
}

/** Records so near the limit of their length keep their distance to it. */
const NEAR = 8;

/** Defects of a file that is none of CSV: its first bytes tell them. */
const OF_FIRST_BYTES = ['utf16', 'utf32', 'gzip', 'zip', 'empty_file'];

const BOM = '\xef\xbb\xbf';

/**
 * The same files with a text for each number that is an id, at the same place: keys, owners, and what rows name. What is no id
 * there is none as a text either. All other bytes are the same, but for padding: the limit of a record's length grows by as
 * much as the record that grows most, and what is near the limit by as much, too.
 */
export function withTextIds(inputs: Inputs, random: Random): Replaced {
  const { files, traits, maxRecordBytes } = inputs;
  const records = new Map(
    [...files].map(([name, file]) => [name, recordsOfIds(name, file, maxRecordBytes, traits)]),
  );
  const ofFiles = [...records.values()].flat().flatMap(({ fields }) => fields.flatMap(({ ids = [] }) => ids));
  const textOf = textsFor(random, [...ofFiles, ...idsOfFilters(traits)]);
  const rewritten = [...files].map(
    ([name, file]) => [name, file, rewrite(random, file, records.get(name) ?? [], textOf)] as const,
  );
  const grown = rewritten.flatMap(([, , pieces]) => pieces.map(({ growth }) => growth));
  const slack = grown.reduce((most, growth) => Math.max(most, growth), 0);
  const replaced = rewritten.map(([name, file, pieces]) => {
    const isUsable = !('defects' in readHeader(file, columnsOf(name, traits), maxRecordBytes));
    const bytes = isUsable
      ? joined(file, pieces, slack, maxRecordBytes)
      : withLongerHeader(name, file, slack, inputs);
    return [name, bytes] as const;
  });
  return {
    inputs: {
      files: new Map(replaced),
      traits: withTexts(traits, textOf),
      maxRecordBytes: maxRecordBytes + slack,
    },
    textOf,
  };
}

/** A record as it is written anew, and by how many bytes it is longer than before. */
interface Rewritten extends Pick<RecordOfIds, 'record'> {
  readonly text: string;
  readonly growth: number;
}

function rewrite(
  random: Random,
  file: Buffer,
  records: readonly RecordOfIds[],
  textOf: TextOf,
): readonly Rewritten[] {
  const before = file.toString('latin1');
  return records.map(({ record, fields }) => {
    const { from, bytes } = record;
    let [text, at] = ['', from];
    for (const field of fields) {
      const after = replacement(random, field, before.slice(field.from, field.to), textOf);
      text += before.slice(at, field.from) + Buffer.from(after).toString('latin1');
      at = field.to;
    }
    text += before.slice(at, from + bytes);
    return { record, text, growth: text.length - bytes };
  });
}

function replacement(
  random: Random,
  { column, ids, mayBeEmpty, mayHaveSemicolons }: IdField,
  before: string,
  textOf: TextOf,
): string {
  if (!ids) {
    // Lines are counted: those after it have to be where they were.
    const lineEnds = before.replaceAll(/[^\n]/g, '');
    const long = longText(random) + lineEnds;
    if (column.type === 'list') {
      return mayHaveSemicolons && lineEnds === '' ? random.pick(NO_LISTS)(long) : long;
    }
    return mayBeEmpty && lineEnds === '' && random.chance(0.5) ? '' : long;
  }
  if (column.type !== 'list') {
    return textOf(ids[0] ?? 0n);
  }
  // Padding inside the list stays.
  const parts = before.split(';');
  return parts.map((part, index) => part.replace(/[^ \t]+/, () => textOf(ids[index] ?? 0n))).join(';');
}

/** Longer than an id may be, by a byte at least. */
const longText = (random: Random): string =>
  random.chance(0.3) ? 'é'.repeat(128) : 'x'.repeat(random.between(256, 300));

const NO_LISTS: readonly ((long: string) => string)[] = [
  () => ';',
  () => 'a;',
  () => ';a',
  () => 'a; ;b',
  (long) => `a;${long}`,
  (long) => `${long} ;b`,
];

function joined(file: Buffer, pieces: readonly Rewritten[], slack: number, maxRecordBytes: number): Buffer {
  const before = file.toString('latin1');
  let [text, at] = ['', 0];
  for (const { record, text: own, growth } of pieces) {
    const isNear = record.bytes > maxRecordBytes - NEAR;
    text += before.slice(at, record.from) + ' '.repeat(isNear ? slack - growth : 0) + own;
    at = record.from + record.bytes;
  }
  return Buffer.from(text + before.slice(at), 'latin1');
}

/** Whether a header is found among the bytes that are looked at for it is to be the same, though they are more. */
function withLongerHeader(
  name: FileName,
  file: Buffer,
  slack: number,
  { traits, maxRecordBytes }: Inputs,
): Buffer {
  const header = readHeader(file, columnsOf(name, traits), maxRecordBytes);
  if ('defects' in header && header.defects.some((defect) => OF_FIRST_BYTES.includes(defect))) {
    return file;
  }
  const text = file.toString('latin1');
  const start = text.startsWith(BOM) ? BOM.length : 0;
  return Buffer.from(text.slice(0, start) + ' '.repeat(slack) + text.slice(start), 'latin1');
}
