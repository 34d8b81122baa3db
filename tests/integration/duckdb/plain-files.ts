import type { Random } from '../../fuzz/random.ts';
import type { FileName, Traits } from '../../fuzz/traits.ts';

/** A file that any reader of CSV takes alike: which columns it has, and its rows; of NULL, nothing. */
export interface PlainFile {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type PlainFiles = Readonly<Record<FileName, PlainFile>>;

const USERS = 5;
const COMPOUNDS = 8;
const DEVICES = 4;

/** Files of a model without other names for columns. Some of what may be missing is: columns, values, rows that others name. */
export function plainFiles(random: Random, { optional }: Traits): PlainFiles {
  const below = (limit: number) => () => String(random.below(limit));
  const text = () => random.pick(['', 'Bo', 'a, b', 'say "x"', 'é漢', '7']);
  const day = () => `20${random.between(10, 29)}-0${random.between(1, 9)}-${random.between(10, 28)}`;
  const list = () => Array.from({ length: random.below(5) }, below(COMPOUNDS + 1)).join(';');
  const file = (count: number, values: Readonly<Record<string, (row: number) => string>>): PlainFile => {
    const columns = Object.keys(values).filter((name) => !(optional.includes(name) && random.chance(0.1)));
    const value = (name: string, row: number) =>
      optional.includes(name) && random.chance(0.25) ? '' : (values[name]?.(row) ?? '');
    const rows = Array.from({ length: count }, (_, row) => columns.map((name) => value(name, row)));
    return { columns, rows };
  };
  return {
    users: file(USERS, { user_id: String, name: text, email: text, signup_date: day, age: below(90) }),
    user_experiments: file(random.between(0, 80), {
      ...{ experiment_id: String, user_id: below(USERS), experiment_compound_ids: list },
      experiment_run_time: below(100_000),
      temperature: below(9),
      device: below(DEVICES + 1),
    }),
    compounds: file(COMPOUNDS, {
      ...{ compound_id: String, compound_name: text, compound_structure: text, mass: below(500) },
    }),
    devices: file(DEVICES, {
      ...{ device_id: String, device_name: text, price: below(1000), bought: day, maker: below(9) },
    }),
  };
}

/** A file as CSV; one line in five is quoted, so that both of our readers have their share. */
export function csvOf({ columns, rows }: PlainFile): string {
  const lines = rows.map((fields, row) => fields.map((field) => written(field, row % 5 === 4)).join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}

const written = (field: string, isQuoted: boolean): string =>
  /[",]/.test(field) || (isQuoted && field !== '') ? `"${field.replaceAll('"', '""')}"` : field;
