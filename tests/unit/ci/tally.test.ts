import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What `.ci/tally` prints for a log with these lines. */
function tallied(...lines: string[]): string[] {
  const log = join(temporaryFolder(), 'tests.log');
  writeFileSync(log, `${lines.join('\n')}\n`);
  return execFileSync('.ci/tally', [log], { encoding: 'utf8' }).trim().split('\n');
}

test('the closing lines of all steps are added up', () => {
  const printed = tallied('12 passed, 1 failed', ' Tests  12 passed (12)', '30 passed, 0 failed');

  expect(printed).toEqual(['42 passed, 1 failed']);
});

test('what was skipped is named and counted', () => {
  const skipped = [
    'skipped: the containers: no Docker engine answers',
    'skipped: another user: it takes root',
  ];

  const printed = tallied('30 passed, 0 failed', ...skipped);

  expect(printed).toEqual([...skipped, '30 passed, 0 failed, 2 skipped']);
});
