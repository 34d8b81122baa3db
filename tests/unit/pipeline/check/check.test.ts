import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkInputs } from '../../../../lib/pipeline/check/check.ts';
import type { CheckProgress } from '../../../../lib/pipeline/check/check-progress.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { found } from '../../support/record-batches.ts';

const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

test('faultless files are told with their records and would be published', async () => {
  const { inputs, refusals } = await checkInputs(await dataDirectory(), sampleModel);

  expect(inputs.map(({ input, read }) => [input.name, read])).toEqual([
    ['users', 2],
    ['experiments', 2],
    ['compounds', 2],
  ]);
  expect(inputs.map(({ findings }) => [findings.rejected, findings.warnings])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(refusals).toEqual([]);
});

test('events of unknown owners are rejects, those that name unknown rows have warnings', async () => {
  const rows = '1,1,1,10\n2,3,1,10\n3,2,1;9,10\n';
  const config = await dataDirectory({ user_experiments: EXPERIMENTS + rows });

  const [, experiments] = (await checkInputs(config, sampleModel)).inputs;

  expect(experiments && found(experiments.findings)).toEqual([
    [3, 'unknown_user', 'user_id'],
    [4, 'unknown_compound', 'experiment_compound_ids'],
  ]);
  expect(experiments?.findings).toMatchObject({ rejected: 1, warnings: 1 });
});

test('an event of a row that is rejected is one of an unknown owner', async () => {
  const users = 'user_id,name,email,signup_date\n1,A,,never\n2,B,,2023-01-01\n';
  const config = await dataDirectory({ users });

  const [, experiments] = (await checkInputs(config, sampleModel)).inputs;

  expect(experiments?.findings.counts()).toMatchObject([{ reason: 'unknown_user', count: 2 }]);
});

test('gates that stay shut are told', async () => {
  const config = await dataDirectory({ user_experiments: `${EXPERIMENTS}1,1,1,10\nx,1,1,10\n` });

  const { refusals } = await checkInputs(config, sampleModel);

  expect(refusals).toMatchObject([{ gate: 'reject_ratio' }]);
});

test('a total that no bigint holds is told, unless its owner is unknown', async () => {
  const max = '9223372036854775807';
  const rows = `1,1,,${max}\n2,1,,1\n3,9,,${max}\n4,9,,1\n`;
  const config = await dataDirectory({ user_experiments: EXPERIMENTS + rows });

  const { refusals } = await checkInputs({ ...config, ETL_MAX_REJECT_RATIO: 1 }, sampleModel);

  expect(refusals).toEqual([
    {
      gate: 'bigint_total',
      message: 'user 1: sum of experiment_run_time is 9223372036854775808, more than a bigint can hold',
      summary: 'the sum of experiment_run_time of user 1 is too large for the table',
    },
  ]);
});

test('files that cannot be used at all are an InputError, as in a run', async () => {
  const config = await dataDirectory({ users: null });

  await expect(checkInputs(config, sampleModel)).rejects.toMatchObject({ code: 'INPUT_UNUSABLE' });
});

test('files that would be too many parts are an InputError in the words of a run, before they are read', async () => {
  const rows = Array.from({ length: 110_000 }, (_, n) => `${n + 1},1,,10\n`).join('');
  const config = { ...(await dataDirectory({ user_experiments: EXPERIMENTS + rows })), ETL_PART_BYTES: 1024 };
  const told: CheckProgress[] = [];

  const checking = checkInputs(config, sampleModel, (progress) => told.push(progress));

  await expect(checking).rejects.toMatchObject({
    code: 'TOO_MANY_PARTS',
    message: expect.stringMatching(
      /user_experiments\.csv: with ETL_PART_BYTES=1024 the run would have \d+ parts, but Airflow can map over 1024 at most; set ETL_PART_BYTES=2048/,
    ),
  });
  expect(told).toEqual([]);
});

test.each([
  ['2026-01-03', expect.stringContaining('asOf 2026-01-03 is more than a day ahead of 2026-01-01 (UTC)')],
  ['2026-01-02', undefined],
  [undefined, undefined],
])('of the date %s that is set, on 2026-01-01, it is told: %s', async (ETL_AS_OF, problem) => {
  const config = { ...(await dataDirectory()), ETL_AS_OF };
  const now = new Date('2026-01-01T12:00:00Z');

  const { dateProblem } = await checkInputs(config, sampleModel, undefined, now);

  expect(dateProblem).toEqual(problem);
});

test('progress is told input by input, in bytes, rows and rejects of all so far', async () => {
  const told: CheckProgress[] = [];
  const config = await dataDirectory({ user_experiments: `${EXPERIMENTS}1,1,1,10\nx,1,1,10\n` });

  await checkInputs(config, sampleModel, (progress) => told.push(progress));

  expect([...new Set(told.map(({ input }) => input))]).toEqual(['users', 'experiments', 'compounds']);
  expect(told.map(({ rows }) => rows)).toEqual(told.map(({ rows }) => rows).toSorted((a, b) => a - b));
  expect(told.at(-1)).toMatchObject({ rows: 6, rejected: 1 });
  expect(told.at(-1)?.bytesDone).toBe(told.at(-1)?.bytesTotal);
});

test.each(['users', 'user_experiments', 'compounds'])(
  'a file %s.csv that grows while files are read is an InputError that says so',
  async (file) => {
    const config = await dataDirectory();
    const path = join(config.ETL_DATA_DIR, `${file}.csv`);

    const checking = checkInputs(config, sampleModel, () => appendFileSync(path, '9'));

    await expect(checking).rejects.toMatchObject({
      code: 'INPUT_CHANGED',
      message: expect.stringMatching(/: the size changed from \d+ to \d+ bytes while it was being checked/),
    });
  },
);
