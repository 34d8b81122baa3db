import type { Model } from '../../../model/model.ts';
import { CHUNK_PLACE } from '../stage/staged-rows.ts';
import { derivationTable, quoted, type Table, type TableColumn } from '../table-columns.ts';
import { besideColumns, chunkRows, sourceRows } from './source-rows.ts';

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
  const names = namesOf(model);
  return `INSERT INTO ${derivationTable(model).sqlName} (${names}) SELECT ${names} FROM (${sourceRows(model)}) AS source`;
}

/**
 * The rows of some chunks of the stage, as a query that another session makes. COPY has no parameters: their values are settings of that
 * session, those of lastingSettings, and for some chunks those of chunkSettings.
 */
export function copiedRows(model: Model) {
  // As a subquery it is asked for once, not for each row.
  const argument = (parameter: number, type: string) =>
    `(SELECT current_setting('${lastingSetting(parameter)}')::${type})`;
  const digests = `(SELECT current_setting('${DIGESTS}')::text[])`;
  const besideArray = (position: number, type: string) =>
    `current_setting('${besidePrefix(position)}' || ${CHUNK_PLACE})::${type}`;
  const names = namesOf(model);
  return {
    query: `SELECT ${names} FROM (${chunkRows(model, argument, digests, besideArray)}) AS source`,
    table: `${derivationTable(model).sqlName} (${names})`,
  };
}

/** The statement that sets so many parameters of chunkRows until the end of the transaction. */
export const lastingSettings = (parameters: number): string =>
  settingsStatement(Array.from({ length: parameters }, (_, at) => lastingSetting(at + 1)));

/** The same of what belongs to so many chunks: an array of their digests, then for each chunk its arrays of besideColumns. */
export function chunkSettings(model: Model, chunks: number): string {
  const columns = besideColumns(model);
  const settings = Array.from({ length: chunks }, (_, at) =>
    columns.map((_, position) => `${besidePrefix(position)}${at + 1}`),
  );
  return settingsStatement([DIGESTS, ...settings.flat()]);
}

/** In rows, not in columns, of which a statement may have 1,664. Its parameters are the values. */
const settingsStatement = (names: readonly string[]): string => `
  SELECT count(set_config(name, value, true))
  FROM (VALUES ${names.map((name, at) => `('${name}', $${at + 1}::text)`).join(', ')}) AS settings (name, value)`;

const DIGESTS = 'etl.chunks';
const lastingSetting = (parameter: number): string => `etl.parameter_${parameter}`;
const besidePrefix = (position: number): string => `etl.beside_${position + 1}_`;

const namesOf = (model: Model): string => {
  const table = derivationTable(model);
  return [table.key, ...otherColumns(table).map(({ name }) => name)].map(quoted).join(', ');
};

const otherColumns = ({ key, columns }: Table): readonly TableColumn[] =>
  columns.filter(({ name }) => name !== key);

/** 12.50 and 12.500 are equal, but are not written alike: a decimal whose scale was changed is another value. */
export const asWritten = (value: string, { type }: Pick<TableColumn, 'type'>): string =>
  `${value}${type === 'numeric' ? '::text' : ''}`;
