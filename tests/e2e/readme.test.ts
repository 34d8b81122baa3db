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

/** The commands of README.md that begin with curl, each with its line of the block below them, which is what they print. */
function curls(): { readonly command: string; readonly prints: string }[] {
  const readme = readFileSync(join(PROJECT_DIR, 'README.md'), 'utf8');
  const blocks = readme.matchAll(/^```bash\n((?:curl .*\n)+)```$[^`]*^```json\n(.*?)\n```$/gms);
  return [...blocks].flatMap(([, commands = '', prints = '']) => {
    const lines = prints.split('\n');
    return commands
      .trim()
      .split('\n')
      .map((command, index) => ({
        command: command.replaceAll('http://127.0.0.1:5000', stack.api),
        prints: lines[index] ?? '',
      }));
  });
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
