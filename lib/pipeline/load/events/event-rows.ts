import { columnsRead } from '../../../aggregation/accumulate/columns-read.ts';
import type { TalliedRow } from '../../../aggregation/accumulate/events-tally.ts';
import type { Header } from '../../../csv/header/header.ts';
import type { CsvRecord } from '../../../csv/records/entry.ts';
import type { Column } from '../../../model/columns.ts';
import type { IdColumn } from '../../../model/features/feature.ts';
import { type Id, type IdListType, isId, isIdList } from '../../../model/id-types.ts';
import type { EventsPlan } from '../../../model/model.ts';
import type { Findings } from '../../findings/findings.ts';
import { noteRecordDoubts } from '../rows/record-doubts.ts';
import { valuesOf } from '../rows/row-values.ts';
import { valueReader } from '../rows/value-reader.ts';

/** An event that counts. */
export interface EventRow extends TalliedRow {
  readonly id: Id;
  readonly record: CsvRecord;
}

/** The ids of the events that count so far. */
export interface EventIds {
  /** Adds an id; false when it is there already. */
  addId(id: Id): boolean;
}

/**
 * The rules of one row: gives the event if it counts, and notes in the findings what is wrong with it. The first event of an
 * id, among those whose values are usable, stays.
 *
 * The kernel refuses rows by the same rules, in the same order (lib/aggregation/kernel/assembly/rows.ts): the key, the
 * owner, the other columns of integers, those of one id each (`columnsRead`); after that whether the id is new, then the lists,
 * which count as empty where they can't be read.
 *
 * @param ids the ids of those that count are added to it
 */
export function eventRows(
  plan: EventsPlan,
  header: Pick<Header, 'columns'>,
  findings: Findings,
  ids: EventIds,
) {
  const { input, slots } = plan;
  const columns = columnsRead(plan);
  // Whatever is read of an event is needed, so it is required unless it is declared optional.
  const reader = <C extends Column>(column: C) =>
    valueReader<C['type']>({ ...column, required: !column.optional }, header, findings);
  const readId = reader(input.key);
  const readOwner = reader(input.of);
  const readIntegers = columns.integers.map(reader);
  const positions = slots.map(({ column }) => columns.integers.findIndex(({ name }) => name === column.name));
  const readSingle = columns.ids.map((column) => (isListColumn(column) ? noValue : reader(column)));
  const readLists = columns.ids.map((column) => (isListColumn(column) ? reader(column) : undefined));

  return (record: CsvRecord): EventRow | undefined => {
    const id = readId(record);
    if (!isId(id)) {
      return undefined;
    }
    const owner = readOwner(record);
    if (!isId(owner)) {
      return undefined;
    }
    const integers = valuesOf(readIntegers, record);
    const single = integers && valuesOf(readSingle, record);
    if (!integers || !single) {
      return undefined;
    }
    if (!ids.addId(id)) {
      findings.add(record, 'duplicate_id', input.key.name);
      return undefined;
    }
    noteRecordDoubts(record, findings);
    const values = positions.map((position) => integers[position] ?? null);
    const references = readLists.map((read, index) =>
      read ? distinct(read(record)) : listOf(single[index]),
    );
    return { id, owner, values, integers, references, record };
  };
}

const isListColumn = (column: IdColumn): column is IdColumn & Column<'events', IdListType> =>
  isIdList(column.type);

const noValue = () => null;

const NONE: readonly Id[] = [];

const listOf = (id: unknown): readonly Id[] => (isId(id) ? [id] : NONE);

function distinct(ids: readonly Id[] | null | undefined): readonly Id[] {
  if (!ids || ids.length < 2) {
    return ids ?? NONE;
  }
  return [...new Set(ids)];
}
