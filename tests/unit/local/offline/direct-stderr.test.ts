import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { writeDirectly } from '../../../../local/offline/direct-stderr.ts';

const MODULE = pathToFileURL(resolve('local/offline/direct-stderr.ts')).href;

/** A thread that writes a line, and says that it has. */
const THREAD = `
  import { workerData } from 'node:worker_threads';
  import { writeDirectly } from ${JSON.stringify(MODULE)};
  writeDirectly(process.stderr);
  process.stderr.write('a line\\n');
  Atomics.store(workerData, 0, 1);
  Atomics.notify(workerData, 0);`;

/** A program whose main thread does nothing but wait for that, and then is gone. */
const PROGRAM = `
  import { Worker } from 'node:worker_threads';
  const written = new Int32Array(new SharedArrayBuffer(4));
  const thread = ${JSON.stringify(`data:text/javascript,${encodeURIComponent(THREAD)}`)};
  new Worker(new URL(thread), { workerData: written });
  Atomics.wait(written, 0, 0, 20_000);
  process.kill(process.pid, 'SIGKILL');`;

/** A stream that keeps what is written to it. */
function keepingStream() {
  const write = vi.fn((_text: string | Uint8Array) => true);
  return { stream: { write }, write };
}

test('a line of a thread is written without the main thread', () => {
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    encoding: 'utf8',
  });

  expect(stderr).toBe('a line\n');
});

test('a text that a pipe might take in pieces goes through the main thread', () => {
  const { stream, write } = keepingStream();
  writeDirectly(stream);
  const text = `${'x'.repeat(5_000)}\n`;

  stream.write(text);

  expect(write).toHaveBeenCalledExactlyOnceWith(text);
});
