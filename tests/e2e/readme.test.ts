import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder } from '../support/new-folder.ts';
import {
  finished,
  makePlace,
  type Outcome,
  type Place,
  PROJECT_DIR,
  removePlace,
  start,
} from './support/project.ts';
import { commandsBelow, requests } from './support/readme.ts';
import { type RunningStack, startStack } from './support/stack.ts';

let place: Place;
let stack: RunningStack | undefined;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
});

/** Runs a command of README, with the API's own port, and a folder for the reader's. */
const paste = (command: string, folder = ''): Promise<Outcome> => {
  const here = command
    .replaceAll('http://127.0.0.1:5000', `http://127.0.0.1:${place.settings['API_PORT']}`)
    .replaceAll('path/to/folder', `'${folder}'`);
  return finished(start(['-c', here], place.settings, 'bash'));
};
const anyRun = (text: string) => text.replace(/etl-\d+/, 'etl-N');

test("README's requests, one right after the other on a stack that has no table yet, print what README says", async () => {
  stack = await startStack(place);

  const printed: string[] = [];
  for (const { command } of requests()) {
    printed.push((await paste(command)).stdout);
  }

  await stack.stop();
  expect(requests().length).toBeGreaterThanOrEqual(3);
  expect(printed.map(anyRun)).toEqual(requests().map(({ prints }) => anyRun(prints)));
});

describe('with files of the reader, after the sample was loaded', () => {
  const { path: folder, remove } = newFolder();
  beforeAll(() => {
    cpSync(join(PROJECT_DIR, 'data'), folder, { recursive: true });
    // As many users, but other ones.
    renumber('users.csv', /^(\d+)/gm);
    renumber('user_experiments.csv', /(?<=^\d+,\s*)(\d+)/gm);
  });
  afterAll(remove);

  const renumber = (name: string, ids: RegExp) => {
    const path = join(folder, name);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(ids, (id) => String(Number(id) + 100)),
    );
  };

  test('the commands of "Your own files" succeed in order', async () => {
    const commands = commandsBelow('Your own files');

    const codes: (number | null)[] = [];
    for (const command of commands) {
      codes.push((await paste(command, folder)).code);
    }

    expect(codes).toEqual(commands.map(() => 0));
  });

  test('"Serve it" then serves that folder: the run that README triggers is published', async () => {
    const [serve = ''] = commandsBelow('Serve it');
    const args =
      serve
        .replace('path/to/folder', folder)
        .match(/(?<=\.\/run\.sh )(\S+) (.+)/)
        ?.slice(1) ?? [];
    stack = await startStack(place, {}, { args });

    for (const { command } of requests()) {
      await paste(command);
    }

    const status = JSON.parse((await paste('./run.sh status --json')).stdout);
    // A trigger does not wait for its run, and the table has been there since the run before.
    const newest = () => paste('./run.sh runs --limit 1');
    await expect
      .poll(async () => (await newest()).stdout, { timeout: 20_000 })
      .toContain('Published: users_derivation has 10 users (nothing changed).');
    expect(args).toEqual(['--data', folder]);
    expect(status).toMatchObject({ state: 'running', dataDir: folder });
  });
});
