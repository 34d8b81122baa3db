import { describe, expect, test } from 'vitest';
import { NONE_TAKEN } from '../../../../../lib/aggregation/ids/taken-ids.ts';
import type { Column } from '../../../../../lib/model/columns.ts';
import { inputNamed } from '../../../../../lib/model/model.ts';
import { keyAndLookups } from '../../../../../lib/model/read-columns.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { RowsByKey } from '../../../../../lib/pipeline/load/reference/rows-by-key.ts';
import { eachRecord } from '../../../../../lib/pipeline/load/rows/each-record.ts';
import { sampleModel } from '../../../../support/sample-inputs.ts';
import { batchesOf, defect, found, record } from '../../../support/record-batches.ts';

const header = { columns: { compound_id: 1, compound_name: 0, compound_structure: 2 } };

async function read(...batches: Parameters<typeof batchesOf>) {
  const findings = new Findings();
  const input = inputNamed(sampleModel, 'compounds');
  const columns = keyAndLookups(sampleModel, input);
  const rows = new RowsByKey(columns, findings, NONE_TAKEN);
  const records = await eachRecord(batchesOf(...batches), findings, rows.reader(header));
  return { records, keys: [...rows.sorted().keys], findings };
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

describe('a column that is looked up', () => {
  const columns = [
    { ...columnOf('compound_id', 'id'), required: true },
    { ...columnOf('compound_name', 'text'), required: true },
    { ...columnOf('weight', 'integer'), required: true },
    { ...columnOf('density', 'integer'), required: false },
  ];
  const wider = { columns: { compound_id: 0, compound_name: 1, weight: 2, density: 3 } };
  const lookedUp = async (...records: readonly ReturnType<typeof record>[]) => {
    const findings = new Findings();
    const rows = new RowsByKey(columns, findings, NONE_TAKEN);
    await eachRecord(batchesOf([...records]), findings, rows.reader(wider));
    const { keys, lookups } = rows.sorted();
    return { keys: [...keys], lookups: Object.fromEntries(lookups), findings };
  };

  test('has its values in the order of the keys, whatever that of the rows is', async () => {
    const { keys, lookups } = await lookedUp(record('3', 'C', '12', '7'), record('1', 'ä', '14', '0'));

    expect(keys).toEqual([1n, 3n]);
    expect(lookups).toEqual({ compound_name: ['ä', 'C'], weight: ['14', '12'], density: ['0', '7'] });
  });

  test('is NULL where it is empty and may be', async () => {
    const { lookups } = await lookedUp(record('1', '', '14', ''));

    expect(lookups).toEqual({ compound_name: [null], weight: ['14'], density: [null] });
  });

  test('rejects a row whose value is none, and a later row of the key counts', async () => {
    const { keys, lookups, findings } = await lookedUp(record('1', 'A', 'x', ''), record('1', 'B', '5', ''));

    expect(keys).toEqual([1n]);
    expect(lookups['compound_name']).toEqual(['B']);
    expect(found(findings)).toEqual([[2, 'not_an_integer', 'weight']]);
  });

  test('makes one reject of a row of which two values are none', async () => {
    const { keys, findings } = await lookedUp(record('1', 'A', 'x', 'y'));

    expect(keys).toEqual([]);
    expect(found(findings)).toEqual([[2, 'not_an_integer', 'weight']]);
    expect(findings.rejected).toBe(1);
  });

  test('has the value of the first row of a key', async () => {
    const { lookups } = await lookedUp(record('1', 'A', '1', ''), record('1', 'B', '2', ''));

    expect(lookups['compound_name']).toEqual(['A']);
  });
});

function columnOf(name: string, type: Column['type']): Column {
  return { input: 'compounds', kind: 'reference', name, type, header: [name], optional: false };
}
