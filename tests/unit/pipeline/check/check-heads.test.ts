import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  count,
  date,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  lookup,
  mostUsed,
  reference,
  sum,
  text,
} from '../../../../lib/model/declare.ts';
import { checkInputs } from '../../../../lib/pipeline/check/check.ts';
import { reportJson } from '../../../../lib/pipeline/check/check-report.ts';
import { checkLines } from '../../../../scripts/check-lines.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const SETTINGS = {
  ETL_MAX_REJECT_RATIO: 0.1,
  ETL_MAX_AGGREGATE_BYTES: 2 ** 30,
  ETL_PART_BYTES: 1 << 28,
  ETL_MAX_RECORD_BYTES: 1 << 20,
};

const inputs = defineInputs({
  rooms: entity({
    files: 'rooms.csv',
    header: 'none',
    key: 'room_id',
    columns: { room_id: id(), town: text({ optional: true }), opened: date({ optional: true }) },
  }),
  visits: events({
    files: 'visits-*.csv',
    header: 'none',
    key: 'visit_id',
    of: 'room_id',
    columns: {
      note: text(),
      visit_id: id(),
      room_id: id().references('rooms', { orElse: 'reject' }),
      tags: idList({ optional: true }),
      tool_id: id({ optional: true }).references('tools', { orElse: 'warn' }),
      minutes: integer({ optional: true }),
    },
  }),
  tools: reference({
    files: 'tools.csv',
    header: 'none',
    key: 'tool_id',
    columns: { label: text(), tool_id: id() },
  }),
});
const { visits, tools } = inputs;
const model = defineFeatures(inputs, {
  visits: count(visits),
  minutes: sum(visits.minutes),
  tool: lookup(mostUsed(visits.tool_id), tools.label),
});

async function checked(files: Readonly<Record<string, string>>) {
  const directory = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(directory, name), content);
  }
  return checkInputs({ ...SETTINGS, ETL_DATA_DIR: directory }, model);
}

const FILES = {
  'rooms.csv': '1,Ulm,2024-01-01\n2,,\n',
  'visits-1.csv': 'x,1,1,7;8,5,10\ny,2,2,,,\n',
  'visits-2.csv': '\nz;3;2;"1;2";6;20\n',
  'tools.csv': 'saw|5\nfile|6\n',
};

describe('files without a header', () => {
  test('are read by the columns that are declared, of each kind of input', async () => {
    const { inputs: read, refusals, notices } = await checked(FILES);

    expect(refusals).toEqual([]);
    expect(notices).toEqual({ skipped: [], absent: [], unread: [] });
    expect(read.map(({ input, read: rows, findings }) => [input.name, rows, findings.rows])).toEqual([
      ['rooms', 2, []],
      ['visits', 3, []],
      ['tools', 2, []],
    ]);
  });

  test('are told as such, with their columns', async () => {
    const lines = checkLines(await checked(FILES), model);

    expect(lines).toContain('  bar between the columns label, tool_id');
    expect(lines).toContain('  no header: the columns are in the order in which they are declared');
  });

  test('lack no column that is optional', async () => {
    await expect(checked({ ...FILES, 'rooms.csv': '1\n2\n' })).rejects.toThrow(
      "rooms.csv: line 1 has 1 column, but rooms is declared with header: 'none', so each row must have its 3 columns (room_id, town and opened)",
    );
  });

  test('reject a row of another number of columns', async () => {
    const { inputs: read } = await checked({ ...FILES, 'tools.csv': `${'saw|5\n'}6\n` });

    expect(read[2]?.findings.rows).toEqual([
      expect.objectContaining({ reason: 'wrong_column_count', line: 2 }),
    ]);
  });

  test('have rows of names like any other', async () => {
    const { inputs: read } = await checked({ ...FILES, 'tools.csv': 'saw|5\nlabel|tool_id\n' });

    expect(read[2]?.findings.rows).toEqual([expect.objectContaining({ reason: 'not_an_integer', line: 2 })]);
  });
});

describe('lines above a header', () => {
  const titled = () =>
    dataDirectory({ users: 'Users\n# all\nuser_id,name,email,signup_date\n1,A,,2023-01-01\n' });

  test('are told beside the file, and are a notice', async () => {
    const result = await checkInputs(await titled(), sampleModel);

    expect(checkLines(result, sampleModel)).toContain(
      '  the header is on line 3; lines 1 and 2 above it are not read',
    );
    expect(reportJson(result, sampleModel)).toMatchObject({
      notices: ['users.csv: the header is on line 3; lines 1 and 2 above it are not read'],
    });
  });

  test('are found beyond the first bytes that are looked at', async () => {
    const users = `${'x'.repeat(20_000)}\nuser_id,name,email,signup_date\n1,A,,2023-01-01\n`;

    const { inputs: read } = await checkInputs(await dataDirectory({ users }), sampleModel);

    expect(read[0]).toMatchObject({ read: 1, sources: [{ header: { line: 2, skipped: [1] } }] });
  });

  test('are none when the header goes beyond these bytes', async () => {
    const users = `"${'x\n'.repeat(10_000)}",user_id,name,email,signup_date\n0,1,A,,2023-01-01\n`;
    const below = users.replace('x\n', 'user_id,name,email,signup_date\n');

    const { inputs: read } = await checkInputs(await dataDirectory({ users: below }), sampleModel);

    expect(read[0]).toMatchObject({ read: 1, sources: [{ header: { line: 1, skipped: [] } }] });
  });
});

test('of many columns the first 20 are told, and what can not be seen is shown', async () => {
  const further = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',');
  const users = `\u001b[2Jx,user_id,${further},name,email,signup_date\n`;

  const result = await checkInputs(
    await dataDirectory({
      users,
      user_experiments: 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n',
    }),
    sampleModel,
  );

  expect(checkLines(result, sampleModel)[1]).toMatch(
    /^ {2}comma between the columns <U\+001B>\[2Jx, user_id, c0, .*, c17, and 9985 more$/,
  );
});
