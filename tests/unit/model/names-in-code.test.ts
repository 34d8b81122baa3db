import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { features } from '../../../lib/features.ts';
import { date } from '../../../lib/model/column-types/date.ts';
import { id } from '../../../lib/model/column-types/id.ts';
import { defineFeatures } from '../../../lib/model/declaration/define-features.ts';
import { defineInputs, listOf } from '../../../lib/model/declaration/define-inputs.ts';
import { daysSince } from '../../../lib/model/features/days-since.ts';
import { entity } from '../../../lib/model/inputs.ts';
import { modelNameFinder, modelWordFinder } from '../support/model-names.ts';

/** Where the model may be named: where it is declared, and in the history of the tables. */
const DECLARED_IN = ['lib/inputs.ts', 'lib/features.ts', 'lib/store/schema/migrations.ts'];

/** Where else a name of it stands, and why that is no name of the model. */
const EXCEPTIONS: readonly { readonly file: string; readonly text: string; readonly why: string }[] = [
  {
    file: 'local/airflow-native/start.ts',
    text: "['users', 'create'",
    why: "a command of Airflow's, about its own users",
  },
  {
    file: 'local/command-line/help.ts',
    text: "Pick<Command, 'name' | 'operands'",
    why: 'the name of a command',
  },
  ...[
    ['handlers/stats.ts', 'users: rows'],
    ['lib/schemas/feature.ts', 'users: described'],
    ['lib/schemas/run.ts', 'users: described'],
    ['lib/views/run-view.ts', 'users: rowsAfter'],
    ['local/cli/runs/telling/difference.ts', "'users'"],
    ['local/cli/runs/telling/difference.ts', 'users: [one'],
    ['local/cli/runs/run-views.ts', "'users'"],
    ['web/dashboard/pages/run/changes.tsx', "'users'"],
    ['web/openapi/examples/stats.ts', 'users: TABLE_ROWS'],
  ].map(([file = '', text = '']) => ({
    file,
    text,
    why: 'a member of what the API tells of runs and features, as it has always been called, for every model',
  })),
  { file: 'lib/clients/postgres/address.ts', text: 'postgres://user:', why: 'a role of Postgres' },
  { file: 'lib/clients/airflow/mwaa-refusals.ts', text: '/User (or Viewer', why: 'a role of Airflow' },
  { file: 'local/cli/status.ts', text: 'user airflow/airflow', why: 'a login of Airflow' },
  { file: 'local/processes/stop-process.ts', text: 'This user', why: 'of the machine' },
  { file: 'local/files/system-error.ts', text: 'This user', why: 'of the machine' },
  { file: 'terminal/lines/log-line.ts', text: "'name' in value", why: 'the name of an error' },
  {
    file: 'lib/views/run-result.ts',
    text: "Pick<Model['entity'], 'name' | 'one'>",
    why: 'the name of the entity',
  },
  { file: 'web/dashboard/pages/runs/run-table.tsx', text: 'class="name"', why: 'a style' },
];

/** Folders that are about other users: of the machine, of Airflow, of the Lambda Invoke API. */
const OTHER_USERS = /^local\/(?:postgres|airflow|airflow-native|offline)\//;

const findNames = modelNameFinder(features);
const findWords = modelWordFinder(features);
const files = globSync('{bundling,lib,web,local,handlers,scripts,terminal}/**/*.{ts,tsx}').filter(
  (file) => !DECLARED_IN.includes(file) && !file.includes('/kernel/assembly/'),
);

/** What is found in the files, exceptions aside. */
const foundIn = (paths: readonly string[], find: typeof findNames) =>
  paths.flatMap((file) => {
    const source = EXCEPTIONS.filter((exception) => exception.file === file).reduce(
      (rest, { text }) => rest.replaceAll(text, ''),
      readFileSync(file, 'utf8'),
    );
    return find(source).map(({ line, name }) => `${file}:${line} ${name}`);
  });

test('no code but the declarations names an input, a file, a column or the table of the model', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(foundIn(files, findNames)).toEqual([]);
});

test('no code but the declarations has a word for the rows of the model', () => {
  expect(
    foundIn(
      files.filter((file) => !OTHER_USERS.test(file)),
      findWords,
    ),
  ).toEqual([]);
});

test.each(EXCEPTIONS)('$file has $text, which is $why', ({ file, text }) => {
  expect(readFileSync(file, 'utf8')).toContain(text);
});

describe('a name of the model is found', () => {
  const shops = defineInputs({
    shops: entity({
      files: 'our_shops.csv',
      key: 'shop_id',
      columns: { shop_id: id(), opened: date() },
    }),
  });
  const find = modelNameFinder(defineFeatures(shops, { days_open: daysSince(shops.shops.opened) }));
  const namesIn = (source: string) => find(source).map(({ name }) => name);

  test.each([
    ['an input', "read('shops')", 'shops'],
    ['a file', "join(folder, 'our_shops.csv')", 'our_shops.csv'],
    ['a file without its ending', "type File = 'our_shops';", 'our_shops'],
    ['a column in a statement', 'sql`SELECT s.shop_id FROM stage`', 'shop_id'],
    ['a column that is a property', 'row.shop_id', 'shop_id'],
    ['a column that is an everyday word', "order['opened']", 'opened'],
    ['a feature', "text('what days_open counts to')", 'days_open'],
    ['a reason', "{ reason: 'unknown_shop' }", 'unknown_shop'],
    ['the table', 'SELECT FROM public.shops_derivation', 'shops_derivation'],
  ])('%s', (_, source, name) => {
    expect(namesIn(source)).toEqual([name]);
  });

  test.each([
    ['in a comment', "// of 'shops'\nread(input) /* by\nshop_id */"],
    ['as part of another', 'shops_by_town.our_shops_list(shop_ids)'],
    ['as an everyday word', 'the shops opened'],
  ])('but not %s', (_, source) => {
    expect(namesIn(source)).toEqual([]);
  });

  test.each([
    ['one', '`there is no shop 7`', 'shop'],
    ['many', '<h2>Shops</h2>', 'Shops'],
  ])('and a word for %s of its rows', (_, source, word) => {
    expect(modelWordFinder({ inputs: listOf(shops) })(source)).toEqual([{ line: 1, name: word }]);
  });

  test('but not as a part of another word, or as a member of something', () => {
    expect(modelWordFinder({ inputs: listOf(shops) })('workshops; shopping; answer.shops')).toEqual([]);
  });

  test('with its line, comments before it or not', () => {
    expect(find("/* one\ntwo */\nread('shops')")).toEqual([{ line: 3, name: 'shops' }]);
  });

  test('after a text that has what begins a comment in it', () => {
    expect(namesIn("const url = 'http://a'; read('shops')")).toEqual(['shops']);
  });
});
