import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { InputError } from '../../../lib/errors.ts';
import { type CheckResult, checkInputs } from '../../../lib/pipeline/check/check.ts';
import { type Failed, fixtures, inOrder, type Published } from '../../fixtures/inputs/fixtures.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import { makeDag, type RecordedRun } from './dag.ts';

// Read when the logger is loaded: the errors that are wanted here would fill the screen.
vi.hoisted(() => vi.stubEnv('LOG_LEVEL', 'silent'));

let bench: Workbench;
let dag: Awaited<ReturnType<typeof makeDag>>;
beforeAll(async () => {
  bench = await makeWorkbench({ model: sampleModel });
  dag = await makeDag(bench);
  await bench.run('sample');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await bench.remove();
});

/** What a fixture's run left behind. */
interface Aftermath {
  readonly run: RecordedRun;
  readonly before: Record<string, unknown>[];
  readonly table: Record<string, unknown>[];
}

async function aftermathOf(
  name: string,
  directory: string,
  settings: Published['settings'],
): Promise<Aftermath> {
  const before = await bench.table();
  const run = await dag.run(name, { ...settings, ETL_DATA_DIR: directory });
  return { run, before, table: await bench.table() };
}

const published = fixtures.filter((fixture) => 'rows' in fixture.expected);
const failed = fixtures.filter((fixture) => 'failure' in fixture.expected);

test('there are at least thirty fixtures, and failures among them', () => {
  expect(published.length).toBeGreaterThan(30);
  expect(failed.length).toBeGreaterThan(10);
});

describe.each(published)('$name: $about', ({ name, directory, expected }) => {
  const { counts, rows, values = {}, findings, settings } = expected as Published;
  let aftermath: Aftermath;
  beforeAll(async () => {
    aftermath = await aftermathOf(name, directory, settings);
  });

  test('publishes the expected rows', () => {
    const found = aftermath.table.map((row) => [
      String(row['user_id']),
      [String(row['experiments_count']), String(row['experiment_run_time'])],
    ]);

    expect(aftermath.run).toMatchObject({ state: 'succeeded', error: null });
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(rows).map(([id, pair]) => [id, pair.map(String)])),
    );
    const byId = Object.fromEntries(aftermath.table.map((row) => [String(row['user_id']), row]));
    expect(byId).toMatchObject(values);
  });

  test('records the expected counts and rows', () => {
    const { inputs, totals, findings: recorded } = aftermath.run;

    expect(inputs).toEqual(counts);
    expect(inOrder(recorded)).toEqual(inOrder(findings));
    const sum = (pick: 'read' | 'rejected' | 'warnings') =>
      Object.values(counts).reduce((total, file) => total + file[pick], 0);
    expect(totals).toEqual({
      read: sum('read'),
      loaded: sum('read') - sum('rejected'),
      rejected: sum('rejected'),
      warnings: sum('warnings'),
    });
  });

  test('is foretold by check, to the row', async () => {
    const result = await check(directory, settings);

    expect(result.refusals).toEqual([]);
    expect(foretold(result)).toEqual(recorded(aftermath.run));
  });
});

describe.each(failed)('$name: $about', ({ name, directory, expected }) => {
  const { failure, settings } = expected as Failed;
  let aftermath: Aftermath;
  beforeAll(async () => {
    aftermath = await aftermathOf(name, directory, settings);
  });

  test('fails with the expected error, which says that the table is unchanged', () => {
    const { state, error } = aftermath.run;

    expect(state).toBe('failed');
    expect(error).toMatchObject({ step: failure.step, code: failure.code });
    for (const fragment of [...failure.message, 'the table is unchanged']) {
      expect(error?.message).toContain(fragment);
    }
  });

  test('leaves the old table as it is', () => {
    expect(aftermath.table).toEqual(aftermath.before);
    expect(aftermath.table).not.toEqual([]);
  });

  test('is foretold by check, in the same words', async () => {
    const { error, ...rest } = aftermath.run;

    const result = await check(directory, settings).catch((thrown: InputError) => thrown);

    if (result instanceof Error) {
      expect(result).toMatchObject({ code: error?.code, message: error?.message });
    } else {
      expect(result.refusals.map(({ message }) => message)).toEqual(error?.message.split('\n  ').slice(1));
      expect(foretold(result)).toEqual(recorded({ error, ...rest }));
    }
  });
});

function check(directory: string, settings: Published['settings']): Promise<CheckResult> {
  return checkInputs({ ...bench.config, ...settings, ETL_DATA_DIR: directory }, sampleModel);
}

/** What check says, in the form of what a run records. */
function foretold({ inputs }: CheckResult) {
  const findings = inputs.flatMap(({ input, findings: { rows } }) =>
    rows.map((row) => ({ input: input.name, ...row })),
  );
  return {
    inputs: Object.fromEntries(
      inputs.map(({ input, read, findings: { rejected, warnings } }) => [
        input.name,
        { read, rejected, warnings },
      ]),
    ),
    findings: inOrder(findings),
    raw: findings.map(({ input, line, raw }) => `${input}:${line} ${raw}`).sort(),
  };
}

function recorded({ inputs, findings }: RecordedRun) {
  const raw = findings.map(({ input, line, raw: text }) => `${input}:${line} ${text}`).sort();
  return { inputs, findings: inOrder(findings), raw };
}
