import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject, type ProjectCopy } from '../../support/project-copy.ts';
import { makePlace, type Place, PROJECT_DIR, removePlace } from '../support/project.ts';
import { type Block, blocksOf, patternOf } from './blocks.ts';
import { Terminal } from './terminal.ts';

const all = blocksOf(readFileSync(join(PROJECT_DIR, 'docs/own-data.md'), 'utf8'));
const inContainers = ({ commands }: Block) => commands.startsWith('docker ');
const blocks = all.filter((block) => !inContainers(block));
const isStack = ({ commands }: Block) => /^\.\/run\.sh *(#.*)?$/.test(commands.trim());
const followed: Block[] = [];

let copy: ProjectCopy;
let place: Place;
let terminal: Terminal;
beforeAll(async () => {
  copy = copyProject();
  place = await makePlace();
  terminal = new Terminal(place.settings, copy.path);
});
afterAll(async () => {
  await terminal.interrupt();
  // Whatever is left of a page that was not followed to its end.
  await terminal.run('ETL_STATE_DIR=.local-gym ./run.sh reset --yes');
  await removePlace(place, copy.path);
  copy.remove();
});

/** 1 when the page says that files are refused, and otherwise 0. */
const exitCode = ({ prints }: Block): number =>
  /^A run would (?:fail|not publish this):/m.test(prints) ? 1 : 0;

test.each(blocks.map((block) => ({ title: block.commands.split('\n').slice(0, 2).join('; '), block })))(
  'docs/own-data.md: $title',
  async ({ block }) => {
    const pattern = patternOf(block.prints);
    if (isStack(block)) {
      expect(await terminal.leaveRunning(block.commands, pattern)).toMatch(pattern);
    } else {
      // Requests go to the stack; whatever comes after them comes after Ctrl-C.
      const interrupted = block.commands.startsWith('curl ') ? 0 : await terminal.interrupt();
      const { code, printed } = await terminal.run(block.commands);

      expect(printed).toMatch(pattern);
      expect([interrupted, code]).toEqual([0, exitCode(block)]);
    }
    followed.push(block);
  },
);

test('every block was followed, in order, except for the one with containers', () => {
  expect(all.filter(inContainers)).toHaveLength(1);
  expect(all.length).toBeGreaterThanOrEqual(12);
  expect(followed).toEqual(blocks);
});
