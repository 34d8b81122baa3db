import type { Model } from '../../model/model.ts';
import { sourceRows } from './source-rows.ts';
import { derivationTable, quoted, type Table, type TableColumn } from './table-columns.ts';

/**
 * The statement that makes the table of the result what the rows in the stage and the totals of the events say: inserts, updates
 * what changed, deletes what is gone, and counts each. It is a MERGE since readers then never see a half table, in any
 * isolation level, which neither renaming nor TRUNCATE can promise.
 *
 * Its parameters are those of sourceRows. A row comes back for each action taken: `action` INSERT, UPDATE or DELETE, and `count`.
 */
export function mergeStatement(model: Model): string {
  const table = derivationTable(model);
  const key = quoted(table.key);
  const columns = otherColumns(table);
  const others = columns.map(({ name }) => quoted(name));
  const list = (prefix: string) => others.map((name) => `${prefix}.${name}`).join(', ');
  const written = (prefix: string) =>
    columns.map((column) => asWritten(`${prefix}.${quoted(column.name)}`, column)).join(', ');
  return `
    WITH merged AS (
      MERGE INTO ${table.sqlName} AS target
      USING (${sourceRows(model)}) AS source ON target.${key} = source.${key}
      WHEN MATCHED AND (${written('target')}) IS DISTINCT FROM (${written('source')}) THEN
        UPDATE SET ${others.map((name) => `${name} = source.${name}`).join(', ')}
      WHEN NOT MATCHED THEN
        INSERT (${[key, ...others].join(', ')}) VALUES (source.${key}, ${list('source')})
      WHEN NOT MATCHED BY SOURCE THEN
        DELETE
      RETURNING merge_action() AS action
    )
    SELECT action, count(*) FROM merged GROUP BY action`;
}

/** The statement that does the same where the table is empty, in three quarters of the time. Its parameters are those of sourceRows. */
export function insertStatement(model: Model): string {
  const table = derivationTable(model);
  const names = [table.key, ...otherColumns(table).map(({ name }) => name)].map(quoted).join(', ');
  return `INSERT INTO ${table.sqlName} (${names}) SELECT ${names} FROM (${sourceRows(model)}) AS source`;
}

const otherColumns = ({ key, columns }: Table): readonly TableColumn[] =>
  columns.filter(({ name }) => name !== key);

/** 12.50 and 12.500 are equal, but are not written alike: a decimal whose scale was changed is another value. */
export const asWritten = (value: string, { type }: Pick<TableColumn, 'type'>): string =>
  `${value}${type === 'numeric' ? '::text' : ''}`;
