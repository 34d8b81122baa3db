import type * as fs from 'node:fs';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openLogFile } from '../../../../local/stack/log-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  return { ...real, writeSync: vi.fn(real.writeSync) };
});

/** A log with text of a former start in it, and what is told of its losses. */
function newLog() {
  const path = join(temporaryFolder(), 'api.log');
  writeFileSync(path, 'of a former start\n');
  const told: string[] = [];
  const log = openLogFile(path, (text) => told.push(text));
  onTestFinished(() => log.close());
  return { log, told, path, read: () => readFileSync(path, 'utf8') };
}

/** So many writes from now on find the disk full. */
function fillDisk(writes: number): void {
  for (let write = 0; write < writes; write++) {
    vi.mocked(writeSync).mockImplementationOnce(() => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
  }
}

test('a log has the lines of this start', () => {
  const { log, told, read } = newLog();

  log.write('one');
  log.write('two');

  expect(read()).toBe('one\ntwo\n');
  expect(told).toEqual([]);
});

test('lines that a full disk does not take are lost, which is told once', () => {
  const { log, told, path } = newLog();
  fillDisk(3);

  for (const line of ['one', 'two', 'three']) {
    log.write(line);
  }

  expect(told).toEqual([expect.stringContaining(`${path} can't be written`)]);
  expect(told[0]).toContain('no space left on device');
});

test('a disk with room again takes lines again, and how many were lost', () => {
  const { log, read } = newLog();
  log.write('one');
  fillDisk(2);
  log.write('two');
  log.write('three');

  log.write('four');
  log.write('five');

  expect(read()).toBe('one\n\n(2 lines could not be written here)\nfour\nfive\n');
});
