import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAbout, linesOf } from '../../../../../local/cli/history/log-lines.ts';
import { allOf } from '../../../../support/all-of.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const fileOf = (text: string): string => {
  const path = join(temporaryFolder(), 'api.log');
  writeFileSync(path, text);
  return path;
};

test('the whole lines of a file are read, however long it is', async () => {
  const lines = Array.from({ length: 5_000 }, (_, at) => `line ${at} ä${'x'.repeat(at % 50)}`);

  expect(await allOf(linesOf(fileOf(`${lines.join('\n')}\nhalf a li`)))).toEqual(lines);
});

test('what is added while it is read comes, too, and a file that was emptied is read anew', async () => {
  const path = fileOf('one\n');
  const steps = [
    () => appendFileSync(path, 'two\n'),
    () => writeFileSync(path, ''),
    () => appendFileSync(path, 'three\n'),
  ];

  const read = linesOf(path, () => {
    const step = steps.shift();
    step?.();
    return Promise.resolve(step !== undefined);
  });

  expect(await allOf(read)).toEqual(['one', 'two', 'three']);
});

test.each([
  ['its run', { runId: 'etl-7' }, true],
  ['a run that was given up', { abandonedRunId: 'etl-7' }, true],
  ['another run', { runId: 'etl-77' }, false],
  ['a path with the id', { path: '/runs/etl-7' }, false],
  ['a look at it', { method: 'GET', runId: 'etl-7' }, false],
  ['its cancellation', { method: 'POST', runId: 'etl-7' }, true],
  ['a look at it that failed', { level: 'error', method: 'GET', runId: 'etl-7' }, true],
])('a line about %s: %j', (_what, fields, is) => {
  expect(isAbout(JSON.stringify({ level: 'info', message: 'x', ...fields }), 'etl-7')).toBe(is);
});

test('a line that is no log line is about no run', () => {
  expect(isAbout('GET /runs/etl-7 etl-7', 'etl-7')).toBe(false);
});
