import { expect, test } from 'vitest';
import { inputNamed } from '../../../../lib/model/model.ts';
import { Findings } from '../../../../lib/pipeline/findings/findings.ts';
import { readKeys } from '../../../../lib/pipeline/load/read-keys.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { batchesOf, defect, found, record } from '../../support/record-batches.ts';

const header = { columns: { compound_id: 1, compound_name: 0, compound_structure: 2 } };

async function read(...batches: Parameters<typeof batchesOf>) {
  const findings = new Findings();
  const input = inputNamed(sampleModel, 'compounds');
  const { read: records, keys } = await readKeys(batchesOf(...batches), header, input, findings);
  return { records, keys: [...keys.sorted()], findings };
}

test('the keys of all rows are collected, wherever the column stands', async () => {
  const { records, keys } = await read(
    [record('A', '3', 'C'), record('B', '1', 'N')],
    [record('C', '2', '')],
  );

  expect(records).toBe(3);
  expect(keys).toEqual([1n, 2n, 3n]);
});

test('a key that is no integer is rejected', async () => {
  const { keys, findings } = await read([record('A', 'x', ''), record('B', '-1', ''), record('C', '', '')]);

  expect(keys).toEqual([]);
  expect(found(findings)).toEqual([
    [2, 'not_an_integer', 'compound_id'],
    [3, 'negative', 'compound_id'],
    [4, 'not_an_integer', 'compound_id'],
  ]);
});

test('the second row of a key is rejected, also when it is written differently', async () => {
  const { keys, findings } = await read([record('A', '1', '')], [record('B', '01', '')]);

  expect(keys).toEqual([1n]);
  expect(found(findings)).toEqual([[3, 'duplicate_id', 'compound_id']]);
});

test('a record whose fields cannot be told is rejected, and counts as read', async () => {
  const { records, findings } = await read([defect('wrong_column_count'), record('A', '1', '')]);

  expect(records).toBe(2);
  expect(found(findings)).toEqual([[2, 'wrong_column_count', null]]);
});

test('other columns may be empty', async () => {
  const { findings } = await read([record('', '1', '')]);

  expect(findings.rows).toEqual([]);
});

test('no batches are no records', async () => {
  expect(await read()).toMatchObject({ records: 0, keys: [] });
});
