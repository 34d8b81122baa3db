import type { Database, Transaction } from '../../clients/postgres.ts';
import { InputError } from '../../errors.ts';
import type { Model } from '../../model/model.ts';
import type { SqlType } from '../../model/sql-types.ts';
import { LOCKS } from '../locks.ts';
import { type ExistingColumn, existingColumns } from './existing-columns.ts';
import { cancelBuild } from './indexes/existing-indexes.ts';
import { derivationName, derivationTable, quoted, type Table } from './table-columns.ts';

/**
 * The statement that creates the table of the result with the columns of a model.
 *
 * Every run with a new as-of date changes every row. A page is filled by less than half, so that the new version of each
 * row has room beside the old one and the index stays as it is (HOT updates), which saves a third of the time.
 */
export function createTableStatement(model: Model): string {
  const { sqlName, key, columns } = derivationTable(model);
  const definitions = columns.map(({ name, type, filled }) => {
    const rule = name === key ? keyRule(type) : filled ? ' NOT NULL' : '';
    return `${quoted(name)} ${type}${rule}`;
  });
  return `
    CREATE TABLE IF NOT EXISTS ${sqlName} (
      ${definitions.join(',\n      ')}
    ) WITH (fillfactor = 45)`;
}

/** Keys that are texts are in the order of their bytes, as they are everywhere else, and compared the fastest way that there is. */
const keyRule = (type: SqlType): string => `${type === 'text' ? ' COLLATE "C"' : ''} PRIMARY KEY`;

/**
 * Creates the table of the result, or adds the columns that it lacks, and lets those be NULL which may be by now. A column that is
 * no longer declared stays, with its last values, until a migration drops it.
 *
 * @throws InputError TABLE_DIFFERS naming every column whose type is not the declared one, which takes a migration; or both keys, when its rows
 *   are those of another entity
 */
export async function syncDerivationTable(database: Database, model: Model): Promise<void> {
  const found = await differences(database, model);
  if (found.tableExists && found.missing.length === 0 && found.tooStrict.length === 0) {
    return;
  }
  // It would keep the table from being changed; a later run builds what is missing.
  await cancelBuild(database);
  await database.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${LOCKS.migrate})`;
    // Waiting for a long reader would make every later reader wait for us.
    await transaction`SET LOCAL lock_timeout = '5s'`;
    await transaction.unsafe(createTableStatement(model));
    const sqlName = derivationName(model);
    const { missing, tooStrict } = await differences(transaction, model);
    for (const { name, type } of missing) {
      await transaction.unsafe(`ALTER TABLE ${sqlName} ADD COLUMN ${quoted(name)} ${type}`);
    }
    for (const { name } of tooStrict) {
      await transaction.unsafe(`ALTER TABLE ${sqlName} ALTER COLUMN ${quoted(name)} DROP NOT NULL`);
    }
  });
}

async function differences(database: Database | Transaction, model: Model) {
  const existing = await existingColumns(database, derivationName(model));
  const table = derivationTable(model);
  refuseOtherKey(model, existing);
  refuseRetyped(model, table, existing);
  const names = new Set(existing.map(({ name }) => name));
  const filled = new Set(table.columns.filter((column) => column.filled).map(({ name }) => name));
  return {
    tableExists: existing.length > 0,
    missing: table.columns.filter(({ name }) => !names.has(name)),
    // Also one that is declared no more: new rows have no value for it.
    tooStrict: existing.filter((column) => column.filled && !column.isKey && !filled.has(column.name)),
  };
}

function refuseOtherKey({ table, entity }: Model, existing: readonly ExistingColumn[]): void {
  const key = entity.key.name;
  const now = existing.find(({ isKey }) => isKey)?.name;
  if (now !== undefined && now !== key) {
    throw new InputError(
      'TABLE_DIFFERS',
      `${table}: its key is ${now}, but the key of the model is ${key}, so it has the rows of another model. ` +
        'Use another database, or drop the table: the next run creates it again.',
    );
  }
}

function refuseRetyped({ table }: Model, { columns, key }: Table, existing: readonly ExistingColumn[]): void {
  const types = new Map(existing.map(({ name, type }) => [name, type]));
  const retyped = columns.flatMap(({ name, type }) => {
    const now = types.get(name);
    return now === undefined || now === type ? [] : [`${name} is ${now}, but the model needs ${type}`];
  });
  if (retyped.length === 0) {
    return;
  }
  const isKey = columns.some(({ name, type }) => name === key && (types.get(name) ?? type) !== type);
  throw new InputError('TABLE_DIFFERS', `${table}: ${retyped.join('; ')}. ${isKey ? OF_KEY : OF_COLUMN}`);
}

const KEPT = 'to keep the table, migrate it yourself.';
const OF_KEY =
  'The type of a key never changes: use an empty database (./run.sh reset empties the one of ./run.sh) or another one ' +
  `(with ./run.sh: another ETL_STATE_DIR); ${KEPT}`;
const OF_COLUMN =
  'The type of a column never changes: give the column another name, which adds a column, or use an empty database ' +
  `(./run.sh reset empties the one of ./run.sh); ${KEPT}`;
