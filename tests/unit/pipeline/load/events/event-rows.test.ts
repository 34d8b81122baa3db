import { expect, test } from 'vitest';
import { IdTable } from '../../../../../lib/aggregation/partial/id-table.ts';
import type { Entry } from '../../../../../lib/csv/records/entry.ts';
import { count, defineFeatures, max, sum } from '../../../../../lib/model/feature-kinds.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { type ExperimentRow, readExperiments } from '../../../../../lib/pipeline/load/events/event-rows.ts';
import { batchesOf, defect, found, record } from '../../../support/record-batches.ts';

const header = {
  columns: { experiment_id: 0, user_id: 1, experiment_compound_ids: 2, experiment_run_time: 3, cost: 4 },
};
const features = defineFeatures({ time: sum('experiment_run_time') });

async function read(batches: Entry[][], given = features, ids = new IdTable()) {
  const findings = new Findings();
  const rows: ExperimentRow[] = [];
  const records = await readExperiments(batchesOf(...batches), header, given, findings, ids, (row) => {
    rows.push(row);
  });
  return { records, rows, findings, ids: [...ids.sorted()] };
}

test('an experiment that counts comes with user, values and compounds', async () => {
  const { records, rows, findings, ids } = await read([[record('7', '1', '2;3', '10', '5')]]);

  expect(records).toBe(1);
  expect(rows).toMatchObject([{ userId: 1n, values: [10n], compounds: [2n, 3n], source: { line: 2 } }]);
  expect(ids).toEqual([7n]);
  expect(findings.rows).toEqual([]);
});

test('values come in the order of the slots, one for each', async () => {
  const several = defineFeatures({
    a: max('cost'),
    b: sum('experiment_run_time'),
    c: sum('cost'),
    d: count(),
  });

  const { rows } = await read([[record('7', '1', '', '10', '5')]], several);

  expect(rows[0]?.values).toEqual([5n, 10n, 5n]);
});

test('a column that no feature needs may hold anything', async () => {
  const { rows, findings } = await read([[record('7', '1', '', '10', 'free of charge')]]);

  expect(rows).toHaveLength(1);
  expect(findings.rows).toEqual([]);
});

test('without a feature over it, not even the run time is looked at', async () => {
  const { rows } = await read([[record('7', '1', '', 'long', '')]], defineFeatures({ n: count() }));

  expect(rows).toMatchObject([{ values: [] }]);
});

test.each([
  [['', '1', '', '10'], 'not_an_integer', 'experiment_id'],
  [['7', '-1', '', '10'], 'negative', 'user_id'],
  [['7', '1', '', '1e3'], 'not_an_integer', 'experiment_run_time'],
  [['7', '1', '', '-10'], 'negative', 'experiment_run_time'],
  [['7', '1', '', '9223372036854775808'], 'overflow', 'experiment_run_time'],
])('the experiment %j is rejected: %s of %s', async (fields, reason, column) => {
  const { rows, ids, findings } = await read([[record(...fields)]]);

  expect(rows).toEqual([]);
  expect(ids).toEqual([]);
  expect(found(findings)).toEqual([[2, reason, column]]);
});

test('a row with several defects is one reject', async () => {
  const { findings } = await read([[record('x', 'y', 'z', '-1')]]);

  expect(found(findings)).toEqual([[2, 'not_an_integer', 'experiment_id']]);
});

test('the second experiment of an id is rejected, also in a later batch', async () => {
  const { rows, findings } = await read([
    [record('7', '1', '', '10'), record('07', '2', '', '20')],
    [record('7.0', '3', '', '30')],
  ]);

  expect(rows.map(({ userId }) => userId)).toEqual([1n]);
  expect(found(findings)).toEqual([
    [3, 'duplicate_id', 'experiment_id'],
    [4, 'duplicate_id', 'experiment_id'],
  ]);
});

test('a rejected row does not take the id from a later one that is usable', async () => {
  const { rows } = await read([[record('7', '1', '', 'x'), record('7', '2', '', '20')]]);

  expect(rows.map(({ userId }) => userId)).toEqual([2n]);
});

test.each(['1;;2', '1,2', 'A', ';'])(
  'an unusable compound list %j is a warning, and the row counts without compounds',
  async (list) => {
    const { rows, findings } = await read([[record('7', '1', list, '10')]]);

    expect(rows).toMatchObject([{ userId: 1n, values: [10n], compounds: [] }]);
    expect(findings).toMatchObject({ rejected: 0, warnings: 1 });
    expect(found(findings)).toEqual([[2, 'bad_id_list', 'experiment_compound_ids']]);
  },
);

test('an empty compound list is no defect', async () => {
  const { rows, findings } = await read([[record('7', '1', '', '10')]]);

  expect(rows).toMatchObject([{ compounds: [] }]);
  expect(findings.rows).toEqual([]);
});

test('a compound that is named twice in a list counts once', async () => {
  const { rows } = await read([[record('7', '1', '2;3;2;02', '10')]]);

  expect(rows[0]?.compounds).toEqual([2n, 3n]);
});

test('the warning of a row that is rejected is not told', async () => {
  const { findings } = await read([[record('7', '1', 'x', '10'), record('7', '1', 'x', '10')]]);

  expect(found(findings)).toEqual([
    [2, 'bad_id_list', 'experiment_compound_ids'],
    [3, 'duplicate_id', 'experiment_id'],
  ]);
});

test('a record whose fields cannot be told is rejected, and counts as read', async () => {
  const { records, rows, findings } = await read([[defect('stray_quote'), record('7', '1', '', '10')]]);

  expect(records).toBe(2);
  expect(rows).toHaveLength(1);
  expect(found(findings)).toEqual([[2, 'stray_quote', null]]);
});

test('ids that are in the table from before count as taken', async () => {
  const ids = new IdTable();
  ids.add(7n);

  const { findings } = await read([[record('7', '1', '', '10')]], features, ids);

  expect(found(findings)).toEqual([[2, 'duplicate_id', 'experiment_id']]);
});
