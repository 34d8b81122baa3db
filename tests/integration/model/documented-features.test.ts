import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { TYPE_NAMES } from '../../../lib/model/column-types.ts';
import * as words from '../../../lib/model/declare.ts';
import type { RowBatch } from '../../../lib/model/features/accumulator.ts';
import type { Feature, Slot, SqlNames } from '../../../lib/model/features/feature.ts';
import { sampleInputs } from '../../support/sample-inputs.ts';
import { connectAs } from '../database.ts';

const PAGE = readFileSync('docs/features.md', 'utf8');

const sql = connectAs(inject('postgres').adminUrl);
afterAll(() => sql.end());

type Row = Readonly<Record<string, string>>;

/** The rows of the page's files. */
const [users = [], experiments = [], compounds = []] = [...PAGE.matchAll(/```csv\n(.*?)```/gs)].map(
  ([, csv = '']): Row[] => {
    const [header = [], ...lines] = csv
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    return lines.map((line) => Object.fromEntries(header.map((name, index) => [name, line[index] ?? ''])));
  },
);

/** The examples: what is to be written, and what each user has of it. */
const examples = [...PAGE.matchAll(/^\| `(\w+\(.*\))` \| (.*) \| (.*) \| (.*) \|$/gm)].map(
  ([, feature = '', ...values]) => ({ feature, values }),
);
const DAY = PAGE.match(/as-of date ([\d-]+)/)?.[1] ?? '';

/** The feature that a text declares, in the words of a declaration. */
function declared(feature: string): Feature {
  const scope = { ...words, ...sampleInputs };
  const declare = new Function(...Object.keys(scope), `return ${feature};`);
  return declare(...Object.values(scope));
}

const numbers = (row: Row, column: string) => (row[column] ?? '').split(';').filter(Boolean).map(Number);

/** The experiments as an accumulator sees them: owners and ids are numbered by themselves. */
function batch(): RowBatch {
  const lists = experiments.map((row) => numbers(row, 'experiment_compound_ids'));
  const first = Uint32Array.from([0, ...lists.map((_, row) => lists.slice(0, row + 1).flat().length)]);
  const halves = (values: readonly number[]) => Uint32Array.from(values.flatMap((value) => [value, 0]));
  const values = halves(experiments.flatMap((row) => numbers(row, 'experiment_run_time')));
  const ids = { first, numbers: Uint32Array.from(lists.flat()), words: halves(lists.flat()) };
  return {
    size: experiments.length,
    owners: { words: Uint32Array.from(experiments.flatMap((row) => numbers(row, 'user_id'))), stride: 1 },
    integers: () => ({ words: values, nulls: undefined }),
    ids: () => ids,
  };
}

/** A literal of SQL. */
const literal = (value: unknown, type: string) => (value === null ? `NULL::${type}` : `'${value}'::${type}`);

/** How a feature's needs are called for a user: by their values. */
function namesFor(feature: Feature, user: Row): SqlNames {
  const [plan] = words.defineFeatures(sampleInputs, { feature }).events;
  const own = experiments.filter((row) => row['user_id'] === user['user_id']);
  const slot = ({ kind, column: { name } }: Slot) => {
    const values = own.flatMap((row) => numbers(row, name));
    const value = {
      sum: values.reduce((one, other) => one + other, 0),
      min: Math.min(...values),
      max: Math.max(...values),
      count: values.length,
    }[kind];
    return literal(own.length > 0 ? value : null, 'bigint');
  };
  const value: SqlNames['value'] = (wanted) => {
    const accumulator = plan?.aggregates.find((one) => one.id === wanted.aggregate.id)?.create();
    accumulator?.add(batch());
    const state = accumulator?.state();
    const of = state && wanted.finish(state, { idOf: (_, number) => BigInt(number) });
    return literal(of?.(Number(user['user_id'])) ?? null, wanted.sqlType);
  };
  return {
    rows: () => literal(own.length > 0 ? own.length : null, 'bigint'),
    slot,
    value,
    lookup: ({ key, column }) => {
      const rows = compounds.map((row) => `(${row['compound_id']}, '${row[column.name]}')`);
      return `(SELECT name FROM (VALUES ${rows.join(', ')}) AS compounds (id, name) WHERE id = ${value(key)})`;
    },
    column: ({ name }) => literal(user[name], 'date'),
    asOf: literal(DAY, 'date'),
  };
}

test('the page has examples of all kinds and filters', () => {
  const declarations = ['defineFeatures', 'defineInputs', 'entity', 'events', 'reference'];
  const all = Object.keys(words).filter((word) => ![...declarations, ...TYPE_NAMES].includes(word));

  expect(all.filter((word) => !examples.some(({ feature }) => feature.includes(`${word}(`)))).toEqual([]);
});

describe('an example comes to what the page says', () => {
  test.each(examples)('$feature', async ({ feature, values }) => {
    const { sql: expression, sqlType } = declared(feature);
    const found: string[] = [];
    for (const user of users) {
      const names = namesFor(declared(feature), user);
      const [row] = await sql.unsafe<{ value: string | null }[]>(
        `SELECT (${expression(names)})::${sqlType}::text AS value`,
      );
      found.push(row?.value ?? 'NULL');
    }

    expect(found).toEqual(values);
  });
});
