import { writtenInteger } from '../../fuzz/grammar/values.ts';
import type { Random } from '../../fuzz/random.ts';
import type { ColumnSpec, InputSpec, SourceSpec } from '../spec.ts';
import { Names } from './names.ts';
import { anyStyle } from './style.ts';
import { textOfId } from './text-of-id.ts';
import { anyValue, badValue, type World } from './values.ts';
import { type Values, writtenSource } from './written-source.ts';

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
  const { input } = filled;
  const style = anyStyle(random, input);
  const columns = style.hasHeader ? anyColumns(random, filled) : input.columns;
  // Bad values in a row: so many that there are rows with several, in some sources.
  const wrong = random.pick([0, 0, 0.05, 0.2, 1]);
  const header = style.hasHeader ? anyHeader(random, input, columns) : [];
  const records = keys.map((key, index): Values => {
    const { values, broken } = anyRecord(random, filled, columns, key, wrong);
    // By the first record of a source without a header one tells its delimiter.
    const isToFit = index === 0 && !style.hasHeader;
    return broken === undefined || isToFit ? { values } : { values, broken };
  });
  const written = writtenSource(random, style, header, records);
  const end = style.packed !== 'plain' && random.chance(0.5) ? '.gz' : '';
  const { delimiter } = style;
  return { name: `${name}${end}`, delimiter, columns: columns.map((column) => column?.name), ...written };
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
  return columns.map((column, index) => {
    if (!column) {
      // The last name may be empty: of rows that end in a delimiter.
      return index === columns.length - 1 && random.chance(0.3)
        ? ''
        : random.chance(0.5)
          ? names.next()
          : names.nextHeader();
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
      return unseen(random, column, column.type === 'textId' ? textOfId(key) : writtenInteger(random, key));
    }
    return unseen(random, column, anyValue(random, column, required.includes(column.name), world));
  });
  const broken = random.pick(['wrong_column_count', 'stray_quote'] as const);
  return random.chance(wrong / 8) ? { values, broken } : { values };
}

const UNSEEN = ['\u00a0', '\u200b', '\ufeff', '\t', ' \u00a0 '] as const;

/** Now and then with characters round it that nobody sees; of a text they would be a part. */
const unseen = (random: Random, { type }: ColumnSpec, value: string): string =>
  type !== 'text' && random.chance(0.03) ? `${random.pick(UNSEEN)}${value}${random.pick(UNSEEN)}` : value;
