import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { CASE_NAMES, type Case } from '../../../bench/data/cases/cases.ts';
import { BAD_EVERY } from '../../../bench/data/cases/defects/bad.ts';
import { generateTextUsers } from '../../../bench/data/cases/ids/text-ids.ts';
import { generateExperiments } from '../../../bench/data/generate.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});

const generate = (kind: Case, rows = 1000, folder = 'a') =>
  readFileSync(generateExperiments(join(directory, folder), kind, rows, 10), 'utf8');

test.each(CASE_NAMES)('the case %s has as many rows as asked for, after a header', (kind) => {
  const lines = generate(kind).trimEnd().split(/\r?\n/);

  expect(lines).toHaveLength(1001);
  expect(lines[0]).toBe('experiment_id,user_id,experiment_compound_ids,experiment_run_time');
});

test.each(CASE_NAMES)('the case %s is the same each time', (kind) => {
  expect(generate(kind, 500, 'a')).toBe(generate(kind, 500, 'b'));
});

test('one row in a hundred of the case bad can not be used, and the others can', () => {
  const plain = /^\d+,\d+,\d+(;\d+){0,2},\d+$/;

  const lines = generate('bad').trimEnd().split('\n').slice(1);

  const bad = lines.flatMap((line, index) => (plain.test(line) ? [] : [index + 1]));
  expect(bad).toEqual(Array.from({ length: 1000 / BAD_EVERY }, (_, n) => (n + 1) * BAD_EVERY));
});

test('ids of the case wide are beyond what a double holds, and all different', () => {
  const ids = generate('wide')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(',')));

  expect(ids.every((id) => BigInt(id) > 2n ** 53n && BigInt(id) < 2n ** 63n)).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});

test('ids of the case text-ids are UUIDs, all different, and its users all that there are but one in a hundred', () => {
  const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  const rows = readFileSync(generateExperiments(directory, 'text-ids', 20_000, 200), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  const users = readFileSync(generateTextUsers(directory, 200), 'utf8').trimEnd().split('\n').slice(1);

  const ids = new Set(rows.map((row) => row.split(',')[0] ?? ''));
  const named = new Set(rows.map((row) => row.split(',')[1] ?? ''));
  const known = users.map((user) => user.split(',')[0] ?? '');

  expect([...ids, ...named].every((id) => uuid.test(id))).toBe(true);
  expect([ids.size, named.size, known.length]).toEqual([20_000, 200, 198]);
  expect(known.every((id) => named.has(id))).toBe(true);
});
