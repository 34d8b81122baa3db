import { neededBy, ONLY_FOR_FEATURES } from '../declared.ts';
import type { FileName, Traits } from '../traits.ts';
import type { Encoding } from './encoding.ts';

/** A column that is looked for in a file. */
export interface OracleColumn {
  readonly name: string;
  /** The names that it may have in a header, in lower case. */
  readonly header: readonly string[];
  readonly type: 'integer' | 'date' | 'text' | 'id' | 'list' | 'textId' | 'textList';
  /** It may be missing in a file, and a field of it empty. */
  readonly optional: boolean;
  /** Whether a text that is like one that stands for nothing is a warning: events have no time for that. */
  readonly isDoubted?: boolean;
  /** What is wrong with a row that names one which the file of that name has not; the row counts, unless it is a reject. */
  readonly unknown?: { readonly reason: string; readonly file: FileName };
}

type Columns = Readonly<Record<string, Pick<OracleColumn, 'type' | 'unknown'>>>;

const ID = { type: 'id' } as const;
const INTEGER = { type: 'integer' } as const;
const TEXT = { type: 'text' } as const;

/** The columns that are read of each file, the key first, in the order in which they are judged; lists come last. */
const COLUMNS: Readonly<Record<FileName, Columns>> = {
  users: { user_id: ID, name: TEXT, email: TEXT, signup_date: { type: 'date' }, age: INTEGER },
  user_experiments: {
    experiment_id: ID,
    user_id: { type: 'id', unknown: { reason: 'unknown_user', file: 'users' } },
    experiment_run_time: INTEGER,
    temperature: INTEGER,
    device: { type: 'id', unknown: { reason: 'unknown_device', file: 'devices' } },
    experiment_compound_ids: { type: 'list', unknown: { reason: 'unknown_compound', file: 'compounds' } },
  },
  compounds: { compound_id: ID, compound_name: TEXT, compound_structure: TEXT, mass: INTEGER },
  devices: {
    device_id: ID,
    device_name: TEXT,
    price: INTEGER,
    bought: { type: 'date' },
    maker: ID,
  },
};

/** What is declared of a file. */
export interface OracleInput {
  /** Those that are read. */
  readonly columns: readonly OracleColumn[];
  /** All that are declared, in their order; of a file without a header, this is the order of its fields. */
  readonly declared: readonly OracleColumn[];
  readonly hasHeader: boolean;
  readonly encoding: Encoding;
}

/** All columns in the order of the model, where it is not the one in which they are judged. */
const IN_ORDER_OF_MODEL: Readonly<Partial<Record<FileName, readonly string[]>>> = {
  user_experiments: [
    ...[
      'experiment_id',
      'user_id',
      'experiment_compound_ids',
      'experiment_run_time',
      'temperature',
      'device',
    ],
  ],
};

/** What a case with those traits declares of a file. */
export function inputOf(name: FileName, traits: Traits): OracleInput {
  const all = allColumnsOf(name, traits);
  const order = IN_ORDER_OF_MODEL[name] ?? all.map((column) => column.name);
  return {
    columns: columnsOf(name, traits),
    declared: order.flatMap((column) => all.filter((own) => own.name === column)),
    hasHeader: !traits.headerless.includes(name),
    encoding: traits.windows1252.includes(name) ? 'windows-1252' : 'utf-8',
  };
}

/** Columns that are read, but that no key, reference or feature needs. */
const NOT_NEEDED = ['name', 'email', 'age'];

/** What columns of ids are declared as where ids are texts. */
const AS_TEXTS: Readonly<Partial<Record<OracleColumn['type'], OracleColumn['type']>>> = {
  id: 'textId',
  list: 'textList',
};

/** The columns that are read of a file in a case with those traits. */
export function columnsOf(name: FileName, traits: Traits): readonly OracleColumn[] {
  const needed = neededBy(traits.features);
  return allColumnsOf(name, traits).filter(
    ({ name: column }) => needed.has(column) || !ONLY_FOR_FEATURES.includes(column),
  );
}

function allColumnsOf(
  name: FileName,
  { optional, aliases, devices, ids, headerless }: Traits,
): readonly OracleColumn[] {
  // There is no header that they could stand in.
  const others: Traits['aliases'] = headerless.includes(name) ? {} : aliases;
  return Object.entries(COLUMNS[name])
    .filter(([column]) => devices || column !== 'device')
    .map(([column, declared]) => ({
      ...declared,
      type: ids === 'texts' ? (AS_TEXTS[declared.type] ?? declared.type) : declared.type,
      name: column,
      isDoubted: name !== 'user_experiments',
      header: [column, ...[others[column] ?? []].flat().map((other) => other.toLowerCase())],
      optional: optional.includes(column) || NOT_NEEDED.includes(column),
    }));
}
