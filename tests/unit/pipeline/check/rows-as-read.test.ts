import { expect, test } from 'vitest';
import { defineFeatures } from '../../../../lib/model/declare.ts';
import { inputNamed } from '../../../../lib/model/model.ts';
import { rowsAsRead, tableOf } from '../../../../lib/pipeline/check/rows-as-read.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { sliceOf } from '../../support/slices.ts';
import { tillInputs } from '../../support/till-inputs.ts';

const LARGE = 1 << 20;

async function read(input: string, lines: readonly string[], model = sampleModel) {
  const slice = await sliceOf(model, input, lines);
  return await rowsAsRead(slice, inputNamed(model, input), model, LARGE);
}

test('rows are shown as they are understood, column by column, NULL as such', async () => {
  const rows = await read('users', [
    'Signup_Date;"USER_ID";other;name;email',
    '2024-03-01T08:00Z; 007 ;x;"Lovelace, ""Ada""";',
    '2024-03-02;8;x;B;b@lab.test',
  ]);

  expect(tableOf(rows)).toEqual([
    'user_id      7                8',
    'name         Lovelace, "Ada"  B',
    'email        NULL             b@lab.test',
    'signup_date  2024-03-01       2024-03-02',
  ]);
});

test('lists are shown with semicolons, and one of no ids as NULL', async () => {
  const rows = await read('experiments', [
    'experiment_id,user_id,experiment_compound_ids,experiment_run_time',
    '1,1, 2 ; 3 ,5.0',
    '2,1,,5',
  ]);

  expect(tableOf(rows)[2]).toBe('experiment_compound_ids  2;3  NULL');
});

test('decimals are shown as what they are worth', async () => {
  const model = defineFeatures(tillInputs, {});
  const rows = await read('tills', ['till_id,opened,cash', '1,2024-03-01,12.5'], model);

  expect(rows[0]?.values).toContainEqual({ column: 'cash', value: '12.50' });
});

test('a value that is none is shown as such', async () => {
  const rows = await read('users', ['user_id,signup_date', '1,45352']);

  expect(rows[0]?.values[1]).toEqual({ column: 'signup_date', unusable: '45352' });
  expect(tableOf(rows)[1]).toBe('signup_date  unusable: "45352"');
});

test('three rows are shown, without those whose columns cannot be told', async () => {
  const rows = await read('users', ['user_id,signup_date', '1', '2,x', '3,x,y', '4,x', '5,x', '6,x']);

  expect(rows.map(({ line }) => line)).toEqual([3, 5, 6]);
});

test('long values are cut, and none steers a terminal', async () => {
  const rows = await read('users', ['user_id,signup_date,name', `1,2024-03-01,\u001b[2J${'x'.repeat(500)}`]);

  const [, name = ''] = tableOf(rows);
  expect(name).toMatch(/^name {9}<U\+001B>\[2Jx+…$/);
  expect(name.length).toBeLessThan(60);
});

test('a file without rows has none', async () => {
  expect(tableOf(await read('users', ['user_id,signup_date']))).toEqual([]);
});
