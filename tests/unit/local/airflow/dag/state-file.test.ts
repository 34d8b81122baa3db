import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StateFile } from '../../../../../local/airflow/dag/state-file.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

test('a save during a write leads to a second one, with what is true by then', async () => {
  const path = join(temporaryFolder(), 'state.json');
  let value = 1;
  const file = new StateFile(path, () => ({ value }));

  const first = file.save();
  value = 2;
  const second = file.save();
  await Promise.all([first, second]);

  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ value: 2 });
});

test('calls during a write share the write that follows', async () => {
  const path = join(temporaryFolder(), 'state.json');
  let snapshots = 0;
  const file = new StateFile(path, () => {
    snapshots += 1;
    return {};
  });

  await Promise.all([file.save(), file.save(), file.save(), file.save()]);

  expect(snapshots).toBe(2);
});

test('nothing but the document is left in the folder', async () => {
  const folder = temporaryFolder();
  const file = new StateFile(join(folder, 'state.json'), () => ({}));

  await file.save();

  expect(await readdir(folder)).toEqual(['state.json']);
});

test('a document that cannot be written is reported to who waits for it', async () => {
  const folder = temporaryFolder();
  const file = new StateFile(join(folder, 'deep', 'state.json'), () => ({}));
  await rm(folder, { recursive: true });

  await expect(file.save()).rejects.toThrow('ENOENT');
});
