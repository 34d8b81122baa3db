import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { freePort } from '../free-port.ts';

/** Prints so many free ports as JSON, then waits for its end. */
const ASKING = `
  const { freePort } = await import('./tests/free-port.ts');
  console.log(JSON.stringify(await Promise.all(Array.from({ length: 30 }, freePort))));
  process.stdin.resume();`;

const blockOf = (port: number) => Math.floor(port / 100);

test('a process that asks for many at once gets each once', async () => {
  const ports = await Promise.all(Array.from({ length: 150 }, freePort));

  expect(new Set(ports).size).toBe(150);
});

test('processes that live at the same time get ports of other blocks', async () => {
  const children = Array.from({ length: 3 }, () => {
    return spawn(process.execPath, ['--input-type=module', '-e', ASKING], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  });

  const ports = await Promise.all(
    children.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])),
  );

  for (const child of children) {
    child.stdin.end();
  }
  await Promise.all(children.map((child) => once(child, 'exit')));
  const blocks = ports.map((text) => new Set((JSON.parse(text) as number[]).map(blockOf)));
  expect(blocks.map(({ size }) => size)).toEqual([1, 1, 1]);
  expect(new Set(blocks.flatMap((block) => [...block])).size).toBe(3);
});

test('a process that has asked for ports ends by itself', () => {
  const script = `await (await import('./tests/free-port.ts')).freePort();`;

  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });

  expect(output).toBe('');
});
