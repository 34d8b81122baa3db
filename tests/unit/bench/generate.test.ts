import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { CASE_NAMES, type Case, caseNamed } from '../../../bench/data/cases/cases.ts';
import { BAD_10_EVERY, BAD_EVERY } from '../../../bench/data/cases/defects/bad.ts';
import { generateTextUsers } from '../../../bench/data/cases/ids/text-ids.ts';
import { generateExperiments } from '../../../bench/data/generate.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const COLUMNS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time';

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});

function generate(kind: Case, rows = 1000, folder = 'a'): string {
  const bytes = readFileSync(generateExperiments(join(directory, folder), kind, rows, 10));
  return (caseNamed(kind).isCompressed ? gunzipSync(bytes) : bytes).toString();
}

/** Without the header. */
const rowsOf = (kind: Case) => generate(kind).trimEnd().split(/\r?\n/).slice(1);

test.each(CASE_NAMES)('the case %s has as many rows as asked for, after a header', (kind) => {
  const lines = generate(kind).trimEnd().split(/\r?\n/);

  const { text } = caseNamed(kind);
  expect(lines).toHaveLength(1001);
  expect(lines[0]).toBe(text ? `${COLUMNS},${text.name}` : COLUMNS);
});

test.each(CASE_NAMES)('the case %s is the same each time', (kind) => {
  expect(generate(kind, 500, 'a')).toBe(generate(kind, 500, 'b'));
});

test.each([
  ['bad', BAD_EVERY],
  ['bad-10', BAD_10_EVERY],
] as const)('of the case %s one row in %i can not be used, and the others can', (kind, every) => {
  const plain = /^\d+,\d+,\d+(;\d+){0,2},\d+$/;

  const bad = rowsOf(kind).flatMap((line, index) => (plain.test(line) ? [] : [index + 1]));

  expect(bad).toEqual(Array.from({ length: 1000 / every }, (_, n) => (n + 1) * every));
});

test.each([
  ['crlf', '\r\n', ',', ''],
  ['padded-space', '\n', ', ', ''],
  ['padded-tab', '\n', ',\t', ''],
  ['quoted', '\n', '","', '"'],
  ['gzip', '\n', ',', ''],
] as const)('the case %s has the rows of the case plain in another form', (kind, end, between, around) => {
  const [header, ...plain] = generate('plain').trimEnd().split('\n');

  const text = generate(kind);

  const rows = plain.map((line) => `${around}${line.replaceAll(',', between)}${around}`);
  expect(text).toBe([header, ...rows, ''].join(end));
});

test.each(['quoted-texts', 'quoted-texts-undeclared'] as const)(
  'the case %s adds to plain rows a text in quotes with a comma inside',
  (kind) => {
    const plain = rowsOf('plain');

    const rows = rowsOf(kind);

    const texts = rows.map((row, index) => row.slice((plain[index] ?? '').length));
    expect(rows.every((row, index) => row.startsWith(`${plain[index]},`))).toBe(true);
    expect(texts.every((text) => /^,"[^"]+,[^"]+"$/.test(text))).toBe(true);
  },
);

test('every second row of the case utf8 has a name beyond ASCII', () => {
  const isAscii = (line: string) => Buffer.byteLength(line) === line.length;

  const rows = rowsOf('utf8');

  expect(rows.map(isAscii)).toEqual(rows.map((_, index) => index % 2 === 0));
});

test('ids of the case wide are beyond what a double holds, and all different', () => {
  const ids = rowsOf('wide').map((line) => line.slice(0, line.indexOf(',')));

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
