import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import createClient from 'openapi-fetch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calls } from '../support/client/every-route.ts';
import { compilerSays, makeClientProject, NODE_OPTIONS } from '../support/client/generated-types.ts';
import { snippetOf } from '../support/client/snippet.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { finished, makePlace, type Place, PROJECT_DIR, removePlace, start } from './support/project.ts';
import { awaitFilledTable, type RunningStack, startStack, triggerPatiently } from './support/stack.ts';

let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  place = await makePlace();
  stack = await startStack(place, { ETL_TRIGGER_COOLDOWN_S: '600' });
  await triggerPatiently(stack);
  await awaitFilledTable(stack);
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
});

const ours = (text: string) => text.replaceAll('http://127.0.0.1:5000', stack.api);

/** The commands of docs/api.md, but for those that install what this project has. */
const commands = () =>
  ours(snippetOf('sh'))
    .split('\n')
    .filter((line) => !line.startsWith('npm install'))
    .join('\n');

test('the commands and the client of docs/api.md work as they stand', async () => {
  const folder = temporaryFolder();
  makeClientProject(folder);
  const env = {
    ...place.settings,
    PATH: [join(PROJECT_DIR, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
    NODE_OPTIONS: NODE_OPTIONS.join(' '),
  };
  writeFileSync(join(folder, 'client.ts'), ours(snippetOf('ts')));

  const generated = await finished(start(['-c', commands()], env, 'bash', folder));
  const compiled = compilerSays(folder, 'client.ts');
  const { stdout } = await finished(start(['client.ts'], place.settings, process.execPath, folder));

  expect(generated.code, generated.stderr).toBe(0);
  expect(compiled).toBe('');
  expect(stdout).toMatch(/^etl-\d+ succeeded$/m);
});

/** Within the cooldown a trigger starts nothing, and says so. */
const TRIGGERS = ['GET /trigger-etl', 'POST /trigger-etl'];

test.each(Object.entries(calls).filter(([route]) => !TRIGGERS.includes(route)))(
  'the client asks %s of a running stack',
  async (_, call) => {
    expect(await call(createClient({ baseUrl: stack.api }))).toBeTruthy();
  },
);

test.each(TRIGGERS)('the client is told by %s why it starts no run', async (route) => {
  const answer = await calls[route]?.(createClient({ baseUrl: stack.api }));

  expect(answer).toMatch(/^TOO_FREQUENT, try again in \d+ s$/);
});
