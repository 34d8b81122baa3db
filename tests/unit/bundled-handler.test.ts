import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { REQUIRED_SETTINGS } from './support/environment.ts';

const run = promisify(execFile);

/** Bundles a handler as build.ts does, and calls it in a process of its own, which prints the answer. */
async function callBundled(handler: string, event: unknown) {
  const directory = temporaryFolder();
  await build({
    entryPoints: [handler],
    outfile: join(directory, 'handler.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    define: { METHODS_OF_ROUTES: '{}' },
    minifySyntax: true,
    minifyWhitespace: true,
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  const caller = join(directory, 'caller.mjs');
  await writeFile(
    caller,
    `import { handler } from './handler.mjs';
     const context = { getRemainingTimeInMillis: () => 10_000 };
     const answer = await handler(${JSON.stringify(event)}, context).catch((error) => ({ thrown: error.name }));
     process.stdout.write(JSON.stringify(answer));`,
  );
  const { PATH } = process.env;
  return await run(process.execPath, [caller], { env: { PATH, ...REQUIRED_SETTINGS, LOG_LEVEL: 'debug' } });
}

test('a bundled endpoint logs to stderr, and stdout holds nothing but what the caller prints', async () => {
  const { stdout, stderr } = await callBundled('handlers/not-found.ts', '');

  expect(JSON.parse(stdout)).toMatchObject({ statusCode: 404 });
  expect(JSON.parse(stderr)).toMatchObject({ level: 'info', message: 'request', status: 404 });
});

test('a bundled step logs to stderr, and stdout holds nothing but what the caller prints', async () => {
  // Nothing listens at the database's address, so the step gets as far as its first query.
  const { stdout, stderr } = await callBundled('handlers/steps/publish.ts', { runId: 'etl-1' });

  const lines = stderr.trimEnd().split('\n');
  expect(JSON.parse(stdout)).toEqual({ thrown: 'Error' });
  expect(lines.map((line) => JSON.parse(line).message)).toEqual([
    'step failed',
    'the error could not be saved in the run',
  ]);
});
