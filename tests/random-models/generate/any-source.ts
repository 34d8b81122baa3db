import { writtenInteger } from '../../fuzz/grammar/values.ts';
import type { Random } from '../../fuzz/random.ts';
import type { ColumnSpec, InputSpec, SourceSpec } from '../spec.ts';
import { Names } from './names.ts';
import { textOfId } from './text-of-id.ts';
import { anyValue, badValue, type World } from './values.ts';
import { anyStyle, type Values, writtenSource } from './written-source.ts';

/** An input whose sources are made. */
export interface Filled {
  readonly input: InputSpec;
  readonly world: World;
  /** The columns that every source must have, and every row a value in. */
  readonly required: readonly string[];
}

/** The columns of a source by place; undefined for one that no input declares. */
type Columns = readonly (ColumnSpec | undefined)[];

/** A source with a row of each key, which has columns, dialect, header and defects of its own. */
export function anySource(random: Random, filled: Filled, name: string, keys: readonly bigint[]): SourceSpec {
  const style = anyStyle(random);
  const columns = anyColumns(random, filled);
  // Bad values in a row: so many that there are rows with several, in some sources.
  const wrong = random.pick([0, 0, 0.05, 0.2, 1]);
  const header = anyHeader(random, filled.input, columns);
  const records = keys.map((key) => anyRecord(random, filled, columns, key, wrong));
  const written = writtenSource(random, style, header, records);
  const end = style.packed !== 'plain' && random.chance(0.5) ? '.gz' : '';
  return { name: `${name}${end}`, columns: columns.map((column) => column?.name), ...written };
}

/** In any order, with others among them, and without some that may be missing. */
function anyColumns(random: Random, { input, required }: Filled): Columns {
  const there = input.columns.filter(({ name }) => required.includes(name) || random.chance(0.8));
  // Two at least: a row of one empty field would be a blank line.
  const others = random.pick([0, 0, 1, 3]) + (there.length > 1 ? 0 : 1);
  return random.shuffled<ColumnSpec | undefined>([...there, ...new Array<undefined>(others)]);
}

/** One of the names of each column, in letters of any case. */
function anyHeader(random: Random, input: InputSpec, columns: Columns): string[] {
  const names = new Names(
    random,
    input.columns.flatMap(({ name, header }) => [name, ...header]),
  );
  return columns.map((column) => {
    if (!column) {
      return random.chance(0.5) ? names.next() : names.nextHeader();
    }
    const chosen = random.pick([column.name, ...column.header]);
    return random.chance(0.2) ? chosen.toUpperCase() : chosen;
  });
}

/** @param wrong how many bad values a row has, on an average */
function anyRecord(
  random: Random,
  { input, world, required }: Filled,
  columns: Columns,
  key: bigint,
  wrong: number,
): Values {
  const values = columns.map((column) => {
    if (!column) {
      return random.pick(['', 'more', '7']);
    }
    if (random.chance(wrong / columns.length)) {
      return badValue(random, column);
    }
    if (column.name === input.key) {
      return column.type === 'textId' ? textOfId(key) : writtenInteger(random, key);
    }
    return anyValue(random, column, required.includes(column.name), world);
  });
  const broken = random.pick(['wrong_column_count', 'stray_quote'] as const);
  return random.chance(wrong / 8) ? { values, broken } : { values };
}
