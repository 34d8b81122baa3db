import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finished, makePlace, type Place, PROJECT_DIR, removePlace, start } from './support/project.ts';
import { type RunningStack, startStack } from './support/stack.ts';

let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  place = await makePlace();
  stack = await startStack(place);
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
});

/** The commands of README.md that begin with curl, each with what the comment after it says that it prints. */
function curls(): { readonly command: string; readonly prints: string }[] {
  const readme = readFileSync(join(PROJECT_DIR, 'README.md'), 'utf8');
  return [...readme.matchAll(/^(curl .*?) +# (.*)$/gm)].map(([, command = '', prints = '']) => ({
    command: command.replaceAll('http://127.0.0.1:5000', stack.api),
    prints,
  }));
}

const anyRun = (text: string) => text.replace(/etl-\d+/, 'etl-N');

test("README's requests, one right after the other on a stack that has no table yet, print what README says", async () => {
  const requests = curls();

  const printed: string[] = [];
  for (const { command } of requests) {
    printed.push((await finished(start(['-c', command], place.settings, 'bash'))).stdout);
  }

  expect(requests.length).toBeGreaterThanOrEqual(3);
  expect(printed.map(anyRun)).toEqual(requests.map(({ prints }) => anyRun(prints)));
});
