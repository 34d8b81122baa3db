import type { AccumulatorState } from '../../model/features/accumulator.ts';
import { COLUMNS } from './column-chunks.ts';
import { bigintsOf, decodeIntegers, type Integers } from './integers.ts';
import { readIntegers, type StoredColumns } from './stored-columns.ts';

/** All that an aggregate of a partial came to. Undefined when that is nothing: then there are no columns. */
export async function readState(
  partial: StoredColumns,
  index: number,
): Promise<AccumulatorState | undefined> {
  if (!partial.sizes.has(COLUMNS.aggregateOwners(index))) {
    return undefined;
  }
  const { ids, values } = columnNames(partial, index);
  const read = async (column: string) => await readIntegers(partial, column, 1);
  const { words: owners } = await read(COLUMNS.aggregateOwners(index));
  const numbers = ids && (await read(ids.stored)).words;
  const columns: Column[] = [];
  for (const { name, stored } of values) {
    columns.push([name, arrayOf(await read(stored))]);
  }
  return stateOf(owners, ids && numbers && { column: ids.name, numbers }, columns);
}

/** The same, a stretch of all its columns at a time: nothing says that all fits in memory twice. */
export async function* statesOf(partial: StoredColumns, index: number): AsyncGenerator<AccumulatorState> {
  const { ids, values } = columnNames(partial, index);
  const readerOf = (column: string) => partial.chunks(column)[Symbol.asyncIterator]();
  const idReader = ids && readerOf(ids.stored);
  const readers = values.map(({ stored }) => readerOf(stored));
  for await (const bytes of partial.chunks(COLUMNS.aggregateOwners(index))) {
    const numbers = idReader && nextOf(await idReader.next()).words;
    const columns: Column[] = [];
    for (const [at, reader] of readers.entries()) {
      columns.push([values[at]?.name ?? '', arrayOf(nextOf(await reader.next()))]);
    }
    const { words: owners } = decodeIntegers(bytes);
    yield stateOf(owners, ids && numbers && { column: ids.name, numbers }, columns);
  }
}

type Column = readonly [name: string, values: Uint32Array | BigUint64Array];

function stateOf(
  owners: Uint32Array,
  ids: AccumulatorState['ids'],
  values: readonly Column[],
): AccumulatorState {
  return { owners, ...(ids && { ids }), values: Object.fromEntries(values) };
}

/** The names of an aggregate's columns, as it has them and as they are stored. */
function columnNames({ sizes }: StoredColumns, index: number) {
  const startingWith = (prefix: string) =>
    [...sizes.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((stored) => ({ stored, name: stored.slice(prefix.length) }));
  const [ids] = startingWith(COLUMNS.aggregateIds(index));
  return { ids, values: startingWith(COLUMNS.aggregateValues(index)) };
}

function nextOf({ done, value }: IteratorResult<Uint8Array>): Integers {
  if (done) {
    throw new Error('the columns of an aggregate of a partial differ in length');
  }
  return decodeIntegers(value);
}

const arrayOf = (integers: Integers): Uint32Array | BigUint64Array =>
  integers.stride === 1 ? integers.words : bigintsOf(integers);
