import { appendFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { InputConfig } from '../../../../lib/config.ts';
import type { Entry } from '../../../../lib/csv/records/entry.ts';
import { recordsOf, refuseChanged, type Slice } from '../../../../lib/pipeline/load/slice.ts';
import { wholeSource } from '../../../../lib/pipeline/plan/cut.ts';
import { inspectInputs } from '../../../../lib/pipeline/plan/inspect.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { sliceOf } from '../../support/slices.ts';

async function usersSlice(config: InputConfig): Promise<Slice> {
  const [users] = await inspectInputs(config, sampleModel);
  if (!users) {
    throw new Error('users.csv was not found');
  }
  return wholeSource(users);
}

async function entriesOf(slice: Slice): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const batch of recordsOf(slice, 1024)) {
    entries.push(...batch.entries);
  }
  return entries;
}

test('the records of a slice have the lines of the file', async () => {
  const users = '\nuser_id,name,email,signup_date\n\n1,"A\nB",,2023-01-01\n2,C,,2023-01-01';
  const slice = await usersSlice(await dataDirectory({ users }));

  const entries = await entriesOf(slice);

  expect(entries).toMatchObject([
    { line: 4, fields: ['1', 'A\nB', '', '2023-01-01'] },
    { line: 6, fields: ['2', 'C', '', '2023-01-01'] },
  ]);
});

test('a record longer than allowed is a defect', async () => {
  const users = `user_id,name,email,signup_date\n1,${'x'.repeat(2_000)},,2023-01-01\n`;
  const slice = await usersSlice(await dataDirectory({ users }));

  const entries = await entriesOf(slice);

  expect(entries).toMatchObject([{ kind: 'defect', reason: 'record_too_long' }]);
});

test('a quote that is never closed is a defect of its line, and those after it are read', async () => {
  const users = 'user_id,name,email,signup_date\n1,A,,2023-01-01\n2,"B,,2023-01-01\n3,C,,2023-01-01\n';
  const slice = await usersSlice(await dataDirectory({ users }));

  const entries = await entriesOf(slice);

  expect(entries).toMatchObject([
    { line: 2, fields: ['1', 'A', '', '2023-01-01'] },
    { kind: 'defect', line: 3, reason: 'unclosed_quote' },
    { line: 4, fields: ['3', 'C', '', '2023-01-01'] },
  ]);
});

describe('the records of a range', () => {
  const HEADER = 'compound_id,compound_name,compound_structure';

  test('are those in it', async () => {
    const slice = await sliceOf(sampleModel, 'compounds', [HEADER, '1,A,H2O', '2,B,CO2', '3,C,O2']);
    const fromByte = slice.fromByte + '1,A,H2O\n'.length;

    const entries = await entriesOf({ ...slice, fromByte, toByte: fromByte + 8, fromLine: 3 });

    expect(entries).toMatchObject([{ line: 3, fields: ['2', 'B', 'CO2'] }]);
  });

  test('of a file that became shorter while it was read are an InputError that says so', async () => {
    const slice = await sliceOf(sampleModel, 'compounds', [HEADER, '1,A,H2O', '2,B,CO2']);
    await truncate(slice.version.uri, slice.toByte - 5);

    await expect(entriesOf(slice)).rejects.toMatchObject({
      name: 'InputError',
      code: 'INPUT_CHANGED',
      message: expect.stringContaining(
        `compounds.csv: ends at byte ${slice.toByte - 5}, not ${slice.toByte}`,
      ),
    });
  });

  test('of a file that is gone are an InputError that it changed', async () => {
    const slice = await sliceOf(sampleModel, 'compounds', [HEADER, '1,A,H2O']);
    await rm(slice.version.uri);

    await expect(entriesOf(slice)).rejects.toMatchObject({ name: 'InputError', code: 'INPUT_CHANGED' });
  });
});

test('a file that nobody touched is unchanged', async () => {
  const slice = await usersSlice(await dataDirectory());

  await expect(refuseChanged([slice])).resolves.toBeUndefined();
});

test.each([
  ['grown', (path: string) => appendFile(path, '3,C,,2023-01-01\n'), 'the size changed'],
  ['touched', (path: string) => utimes(path, 0, 0), 'it was written to'],
  [
    'replaced',
    async (path: string) => {
      await writeFile(`${path}.new`, 'user_id,name,email,signup_date\n');
      await rename(`${path}.new`, path);
    },
    'the size changed',
  ],
])('a file that was %s since is an InputError that says so', async (_what, change, reason) => {
  const slice = await usersSlice(await dataDirectory());
  await change(slice.version.uri);

  await expect(refuseChanged([slice])).rejects.toMatchObject({
    name: 'InputError',
    code: 'INPUT_CHANGED',
    message: expect.stringMatching(`users\\.csv: ${reason}.* during the run; the table is unchanged`),
  });
});

test('a file that is gone is told by its path', async () => {
  const slice = await usersSlice(await dataDirectory());
  await rm(slice.version.uri);

  await expect(refuseChanged([slice])).rejects.toThrow(`${slice.version.uri}: does not exist`);
});
