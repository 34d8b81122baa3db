import type { Inputs } from '../grammar/grammar.ts';
import { inputOf } from '../oracle/declaration.ts';
import { textOf } from '../oracle/encoding.ts';
import { readHeader } from '../oracle/header.ts';
import { bare, decoded, MARK } from '../oracle/text.ts';
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
const NEAR = 16;

/**
 * The same files with a text for each number that is an id, at the same place: keys, owners, and what rows name. What is no id
 * there is none as a text either. They are in UTF-8, whatever they were in. All other bytes are the same, but for padding: the limit
 * of a record's length grows by as much as the record that grows most, and what is near the limit by as much, too.
 */
export function withTextIds(inputs: Inputs, random: Random): Replaced {
  const { files, traits, maxRecordBytes } = inputs;
  const read = [...files].map(([name, file]) => {
    const decodedFile = textOf(file, inputOf(name, traits).encoding);
    const text = 'foreign' in decodedFile ? undefined : decodedFile.text;
    const records = text === undefined ? [] : recordsOfIds(name, text, maxRecordBytes, traits);
    return { name, file, text, records };
  });
  const ofFiles = read.flatMap(({ records }) =>
    records.flatMap(({ fields }) => fields.flatMap(({ ids = [] }) => ids)),
  );
  const textFor = textsFor(random, [...ofFiles, ...idsOfFilters(traits)]);
  const rewritten = read.map((own) => ({
    ...own,
    pieces: rewrite(random, own.text ?? '', own.records, textFor),
  }));
  const grown = rewritten.flatMap(({ pieces }) => pieces.map(({ growth }) => growth));
  const slack = grown.reduce((most, growth) => Math.max(most, growth), 0);
  const replaced = rewritten.map(({ name, file, text, pieces }) => {
    if (text === undefined) {
      return [name, file] as const;
    }
    const longer = joined(text, pieces, slack, maxRecordBytes);
    return [name, Buffer.from(withLongerHead(name, text, longer, slack, inputs), 'latin1')] as const;
  });
  return {
    inputs: {
      files: new Map(replaced),
      traits: { ...withTexts(traits, textFor), windows1252: [] },
      maxRecordBytes: maxRecordBytes + slack,
    },
    textOf: textFor,
  };
}

/** A record as it is written anew, and by how many bytes it is longer than before. */
interface Rewritten extends Pick<RecordOfIds, 'record'> {
  readonly text: string;
  readonly growth: number;
}

function rewrite(
  random: Random,
  before: string,
  records: readonly RecordOfIds[],
  textFor: TextOf,
): readonly Rewritten[] {
  return records.map(({ record, fields }) => {
    const { from, bytes } = record;
    let [text, at] = ['', from];
    for (const field of fields) {
      const after = replacement(random, field, decoded(before.slice(field.from, field.to)), textFor);
      text += before.slice(at, field.from) + Buffer.from(after).toString('latin1');
      at = field.to;
    }
    text += before.slice(at, from + bytes);
    // None gets shorter: a quote that is too long with what it swallows is to stay so.
    const lost = Math.max(bytes - text.length, 0);
    return { record, text: ' '.repeat(lost) + text, growth: text.length + lost - bytes };
  });
}

function replacement(
  random: Random,
  { column, ids, mayBeEmpty, mayHaveSemicolons }: IdField,
  before: string,
  textFor: TextOf,
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
    return textFor(ids[0] ?? 0n);
  }
  // What is round an id inside the list stays.
  const parts = before.split(';');
  return parts.map((part, index) => part.replace(bare(part), () => textFor(ids[index] ?? 0n))).join(';');
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

function joined(before: string, pieces: readonly Rewritten[], slack: number, maxRecordBytes: number): string {
  let [text, at] = ['', 0];
  for (const { record, text: own, growth } of pieces) {
    const { from, bytes, isBroken } = record;
    // A broken one may be so for what comes after its first line.
    const isNear = isBroken || bytes > maxRecordBytes - NEAR;
    text += before.slice(at, from) + ' '.repeat(isNear ? slack - growth : 0) + own;
    at = from + bytes;
  }
  return text + before.slice(at);
}

/**
 * Whether a header is found among the bytes that are looked at for it is to be the same, though they are more: where it is not the
 * first record, all that may be the header moves on.
 */
function withLongerHead(
  name: FileName,
  before: string,
  longer: string,
  slack: number,
  { traits, maxRecordBytes }: Inputs,
): string {
  const header = readHeader(before, inputOf(name, traits), maxRecordBytes);
  const refused = 'defects' in header ? header : header.orElse;
  if (!refused || refused.defects.includes('empty_file')) {
    return longer;
  }
  const { start } = refused;
  const from = before.startsWith(MARK, start) ? start + MARK.length : start;
  return longer.slice(0, from) + ' '.repeat(slack) + longer.slice(from);
}
