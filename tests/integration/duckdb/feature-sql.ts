import type { DeclaredFeature, DeclaredFilter } from '../../fuzz/declared.ts';
import type { PlainFile, PlainFiles } from './plain-files.ts';

/** A file that DuckDB is to read, and the columns that it is to have, with NULL where the file has none. */
export function tableSql(
  name: string,
  path: string,
  { columns }: PlainFile,
  wanted: readonly string[],
): string {
  const types = columns.map((column) => `'${column}': 'VARCHAR'`).join(', ');
  const source = `read_csv('${path}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types}})`;
  const selected = wanted.map((column) => {
    const value = columns.includes(column) ? `nullif(${column}, '')` : 'NULL';
    if (column === 'experiment_compound_ids') {
      return `coalesce(list_distinct(string_split(${value}, ';')::BIGINT[]), []) AS ${column}`;
    }
    return `${value}::${TYPES[column] ?? 'BIGINT'} AS ${column}`;
  });
  return `CREATE OR REPLACE TABLE ${name} AS SELECT ${selected.join(', ')} FROM ${source}`;
}

const TYPES: Readonly<Record<string, string>> = {
  ...{ name: 'VARCHAR', email: 'VARCHAR', signup_date: 'DATE', compound_name: 'VARCHAR' },
  ...{ compound_structure: 'VARCHAR', device_name: 'VARCHAR', bought: 'DATE' },
};

/** All columns of the files, whether they are in them or not. */
export const WANTED: Readonly<Record<keyof PlainFiles, readonly string[]>> = {
  users: ['user_id'],
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
  compounds: ['compound_id', 'compound_name', 'compound_structure', 'mass'],
  devices: ['device_id', 'device_name', 'price', 'bought', 'maker'],
};

/** The features of each user, as texts, in the order of the users. */
export function featuresSql(features: readonly DeclaredFeature[]): string {
  const joins = features.map(
    (feature, index) => `LEFT JOIN (${featureSql(feature)}) f${index} ON f${index}.user_id = u.user_id`,
  );
  const values = features.map(({ kind }, index) =>
    ZERO_OF_NONE.includes(kind) ? `coalesce(f${index}.value, 0)::VARCHAR` : `f${index}.value::VARCHAR`,
  );
  return `SELECT ${values.join(', ')} FROM users u ${joins.join(' ')} ORDER BY u.user_id`;
}

const ZERO_OF_NONE: readonly string[] = ['count', 'sum', 'distinct'];

/** A feature for each user that has one. */
function featureSql({ kind, column, where, wanted = '' }: DeclaredFeature): string {
  const rows = `(SELECT * FROM user_experiments ${where ? `WHERE ${filterSql(where)}` : ''})`;
  const byUser = (value: string) => `SELECT user_id, ${value} AS value FROM ${rows} GROUP BY user_id`;
  const ids = column === 'experiment_compound_ids' ? `unnest(${column})` : column;
  const counts = `SELECT user_id, id, count(*) AS n FROM (SELECT user_id, ${ids} AS id FROM ${rows}) WHERE id IS NOT NULL GROUP BY user_id, id`;
  const first = `SELECT user_id, first(id ORDER BY n DESC, id) AS value FROM (${counts}) GROUP BY user_id`;
  switch (kind) {
    case 'count':
      return byUser('count(*)');
    case 'mean':
      return byUser(`avg(${column})`);
    case 'sum':
    case 'min':
    case 'max':
      return byUser(`${kind}(${column})`);
    case 'distinct':
      return `SELECT user_id, count(*) AS value FROM (${counts}) GROUP BY user_id`;
    case 'mostUsed':
      return first;
    case 'allMostUsed':
      return (
        `SELECT user_id, list(id ORDER BY id) AS value FROM (SELECT * FROM (${counts}) ` +
        'QUALIFY n = max(n) OVER (PARTITION BY user_id)) GROUP BY user_id'
      );
    case 'lookup': {
      const [table, key] = column === 'device' ? ['devices', 'device_id'] : ['compounds', 'compound_id'];
      return `SELECT m.user_id, t.${wanted} AS value FROM (${first}) m JOIN ${table} t ON t.${key} = m.value`;
    }
  }
}

function filterSql(filter: DeclaredFilter): string {
  if ('filter' in filter) {
    return `NOT (${filterSql(filter.filter)})`;
  }
  if ('filters' in filter) {
    return filter.filters
      .map((inner) => `(${filterSql(inner)})`)
      .join(filter.op === 'and' ? ' AND ' : ' OR ');
  }
  const { op, column, number } = filter;
  if (op === 'includes' && column === 'experiment_compound_ids') {
    return `list_contains(${column}, ${number}::BIGINT)`;
  }
  return `${column} ${op === 'atLeast' ? '>=' : op === 'atMost' ? '<=' : '='} ${number}`;
}
