import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runFolder } from '../../../../../../local/cli/runs/telling/run-folder.ts';

const USUAL = resolve('data');

test.each([
  ['the data folder of the model', USUAL, [], true],
  ['another folder', '/tmp/ten', [], false],
  ['a folder that ETL_DATA_DIR names, maybe for one command only', '/tmp/ten', ['/tmp/ten'], false],
  ['the data folder while ETL_DATA_DIR names another', USUAL, ['/tmp/ten'], false],
  ['the data folder while ETL_DATA_DIR names it', USUAL, ['data', undefined, ''], true],
])('%s is the usual one only where nothing else can be meant', (_, path, others, isUsual) => {
  expect(runFolder(path, { model: 'lib' }, others)).toEqual({ path, isUsual });
});

test.each([[null], [undefined]])('a run of which %s is recorded has none', (path) => {
  expect(runFolder(path, { model: 'lib' }, [])).toBeUndefined();
});
