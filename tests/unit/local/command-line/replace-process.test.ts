import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const MODULE = join(import.meta.dirname, '../../../../local/command-line/replace-process.ts');

/** Tells who and where it is, repeats a line, and then waits for a signal. */
const PROGRAM = `
process.on('SIGINT', () => process.exit(7));
console.log(JSON.stringify({ pid: process.pid, args: process.argv.slice(2), set: process.env.SET_BEFORE }));
process.stdin.once('data', (chunk) => process.stdout.write(chunk));
`;

test('the program has the process id, arguments, environment, stdin, stdout and signals, and says how it ends', async () => {
  const file = join(temporaryFolder(), 'program.mjs');
  await writeFile(file, PROGRAM);
  const replacing = `
    import { replaceProcess } from ${JSON.stringify(MODULE)};
    process.env.SET_BEFORE = 'yes';
    replaceProcess(${JSON.stringify(file)}, 'an argument', '--json');
  `;

  const child = spawn(process.execPath, ['--input-type=module', '-e', replacing], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const greeting = await lines.next();
  child.stdin.write('a line\n');
  const repeated = await lines.next();
  child.kill('SIGINT');

  expect(JSON.parse(String(greeting.value))).toEqual({
    pid: child.pid,
    args: ['an argument', '--json'],
    set: 'yes',
  });
  expect(repeated.value).toBe('a line');
  expect(await ended).toEqual([7, null]);
});
