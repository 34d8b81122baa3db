import type { KernelColumn, KernelReference } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import type { Entry } from '../../../../lib/csv/records/entry.ts';
import { RecordParser } from '../../../../lib/csv/records/record-parser.ts';
import { parseDecimal } from '../../../../lib/csv/values/decimals.ts';
import { parseIdList } from '../../../../lib/csv/values/id-list.ts';
import { parseInteger } from '../../../../lib/csv/values/integers.ts';
import { trimInvisible } from '../../../../lib/csv/values/invisible.ts';
import type { SlotKind } from '../../../../lib/model/features/feature.ts';
import type { Options } from './reading.ts';

/** An event as the rules have it. */
export interface Row {
  readonly id: bigint;
  readonly owner: bigint;
  readonly values: readonly (bigint | null)[];
  readonly references: readonly (readonly bigint[])[];
}

/** The row that such fields are; undefined when one of its integers is none. A list that is none names nothing. */
export function rowOf(fields: readonly string[], options: Options): Row | undefined {
  const { key = 0, owner = 1, slots = [], references = [] } = options;
  const integers = [
    { column: key, optional: false },
    { column: owner, optional: false },
    ...slots,
    ...references.filter(({ isList }) => !isList),
  ].map((column) => integerAt(fields, column, options));
  const [id, ownerId, ...values] = integers;
  if (typeof id !== 'bigint' || typeof ownerId !== 'bigint' || integers.includes(undefined)) {
    return undefined;
  }
  return {
    id,
    owner: ownerId,
    values: slots.map((_, slot) => values[slot] ?? null),
    references: references.map((reference) => idsAt(fields, reference, options)),
  };
}

/** A field; of one that stands for nothing nothing. */
function textAt(
  fields: readonly string[],
  { column, nulls = [] }: Place,
  { withheld = [] }: Options,
): string {
  const text = trimInvisible(fields[column ?? -1] ?? '');
  const ofColumn = withheld.filter((other) => other.column === column).flatMap((other) => other.nulls);
  return [...nulls, ...ofColumn].includes(text) ? '' : text;
}

type Place = Pick<KernelColumn, 'column' | 'nulls' | 'scale'>;

/** NULL is null; undefined is what is no number. */
function integerAt(
  fields: readonly string[],
  place: Place & { readonly optional: boolean },
  options: Options,
): bigint | null | undefined {
  const text = textAt(fields, place, options);
  if (text === '' && (place.optional || place.column === undefined)) {
    return null;
  }
  const value = place.scale === undefined ? parseInteger(text) : parseDecimal(text, place.scale);
  return typeof value === 'bigint' ? value : undefined;
}

function idsAt(fields: readonly string[], reference: KernelReference, options: Options): bigint[] {
  if (!reference.isList) {
    const id = integerAt(fields, { ...reference, optional: true }, options);
    return typeof id === 'bigint' ? [id] : [];
  }
  const ids = parseIdList(textAt(fields, reference, options));
  return typeof ids === 'string' ? [] : [...new Set(ids)];
}

const OVER: Record<SlotKind, (values: readonly bigint[]) => bigint> = {
  sum: (values) => values.reduce((total, value) => total + value, 0n),
  min: (values) => values.reduce((least, value) => (value < least ? value : least), 2n ** 63n - 1n),
  max: (values) => values.reduce((greatest, value) => (value > greatest ? value : greatest), 0n),
  count: (values) => BigInt(values.length),
};

/** All that is in some bytes, as the careful path has it. */
export function entriesOf(bytes: Buffer, options: Options & { readonly width: number }): Entry[] {
  const parser = new RecordParser({
    delimiter: ',',
    maxRecordBytes: 1 << 20,
    line: 2,
    offset: 100,
    ...options,
  });
  for (let at = 0; at < bytes.length; ) {
    at = parser.parse(bytes, at);
  }
  parser.finish();
  return parser.take();
}

/** What the records of some bytes add up to: all rows are kept, and put together at the end. */
export function oracle(bytes: Buffer, options: Options & { readonly width: number }) {
  const rows = new Map<bigint, Row>();
  for (const entry of entriesOf(bytes, options)) {
    const row = entry.kind === 'record' ? rowOf(entry.fields, options) : undefined;
    if (row && !rows.has(row.id)) {
      rows.set(row.id, row);
    }
  }
  const all = [...rows.values()];
  const owners = ascending(all.map(({ owner }) => owner)).map((owner) => {
    const own = all.filter((row) => row.owner === owner);
    const values = (options.slots ?? []).map(({ kind }, slot) =>
      OVER[kind](own.map((row) => row.values[slot] ?? null).filter((value) => value !== null)),
    );
    return { owner, events: own.length, values };
  });
  const referenced = (options.references ?? []).map((_, reference) => {
    const named = all.flatMap((row) => row.references[reference] ?? []);
    return ascending(named).map((id) => [id, named.filter((other) => other === id).length]);
  });
  return { owners, referenced };
}

const ascending = (ids: readonly bigint[]): bigint[] => [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));
