import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ModelError } from '../../../bundling/model-error.ts';
import { noteStack, refuseToSwapModels } from '../../../bundling/stacks-of-dist.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The id of a process with such an argument, which does nothing until the test has ended. */
async function processLike(argument: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', argument]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child, 'spawn');
  return child.pid ?? 0;
}

/** A project with a note of a stack of the model `cars`. */
async function projectWith(pid: number | Promise<number>) {
  const project = temporaryFolder();
  const stack = { pid: await pid, model: 'cars', hash: 'as it was', api: 'http://127.0.0.1:1' };
  return { project, stack, takeAway: noteStack(project, stack) };
}

const swap = (project: string, folder: string, hash = 'as it was') =>
  refuseToSwapModels(project, { folder, hash });

test('another model is not put under a stack that is running, which is named', async () => {
  const { project, stack } = await projectWith(processLike('local/main.ts'));

  const swapping = swap(project, 'boats');

  await expect(swapping).rejects.toThrow(ModelError);
  await expect(swapping).rejects.toThrow(`process ${stack.pid}, http://127.0.0.1:1`);
  await expect(swapping).rejects.toThrow('ETL_MODEL=cars');
});

test('its own model may be built again', async () => {
  const { project } = await projectWith(processLike('local/main.ts'));

  expect(await swap(project, 'cars')).toBeUndefined();
});

test('its own model as it was changed since is not put under it', async () => {
  const { project, stack } = await projectWith(processLike('local/main.ts'));

  const swapping = swap(project, 'cars', 'changed');

  await expect(swapping).rejects.toThrow(ModelError);
  await expect(swapping).rejects.toThrow('the model has changed since');
  await expect(swapping).rejects.toThrow(`kill ${stack.pid}`);
});

test('a stack that has taken its note away stands in the way of nothing', async () => {
  const { project, takeAway } = await projectWith(processLike('local/main.ts'));
  takeAway();

  expect(await swap(project, 'boats')).toBeUndefined();
});

test('nor does one that was killed, whose id another process has; its note goes', async () => {
  const { project } = await projectWith(processLike('something/else.ts'));

  expect(await swap(project, 'boats')).toBeUndefined();
  expect(readdirSync(join(project, 'dist/stacks'))).toEqual([]);
});

test('nor a note that can not be read', async () => {
  const project = temporaryFolder();
  mkdirSync(join(project, 'dist/stacks'), { recursive: true });
  writeFileSync(join(project, 'dist/stacks/1.json'), '{');

  expect(await swap(project, 'boats')).toBeUndefined();
});

test('without any stack all may be built', async () => {
  expect(await swap(temporaryFolder(), 'boats')).toBeUndefined();
});
