import { expect, test } from 'vitest';
import { nextFolderText, readsOther } from '../../../web/dashboard/pages/run/next-folder.ts';

test.each([
  ['data', false, 'The next run reads data.'],
  ['/tmp/ten', true, 'The next run reads data, this one read /tmp/ten.'],
  [null, false, 'The next run reads data.'],
])('after a run of the folder %s', (location, isOther, text) => {
  const run = { location, nextLocation: 'data' };

  expect([readsOther(run), nextFolderText(run)]).toEqual([isOther, text]);
});
