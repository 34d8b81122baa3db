import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverlessFunctions } from '../../support/serverless-functions.ts';
import { REQUIRED_SETTINGS } from '../../unit/support/environment.ts';
import { httpApiEvent } from '../../unit/support/http-api-event.ts';
import { type Packaged, type Packaging, preparePackaging } from './support/packaging.ts';
import { WITH_MWAA } from './support/stage-settings.ts';
import { unpacked } from './support/unpacked.ts';

const FUNCTIONS = serverlessFunctions();

/** What is a layer, and not a function: the one static file that is too large for a function. */
const LAYER = 'swaggerUi';

let packaging: Packaging;
let packaged: Packaged;
beforeAll(async () => {
  packaging = await preparePackaging();
  packaged = await packaging.package('prod', { params: WITH_MWAA });
  if (packaged.outcome.code !== 0) {
    throw new Error(packaged.outcome.stderr);
  }
});
afterAll(() => packaging?.remove());

const zipOf = (name: string): string => join(packaged.folder, `${name}.zip`);

/** Runs a program with a folder that has nothing of the project around it. @returns what it printed */
function alone(folder: string, program: string, environment: Readonly<Record<string, string>> = {}): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
    encoding: 'utf8',
  });
}

/** Milliseconds until the handler of an unpacked function is imported, and what it is. */
function importHandler(folder: string, handler: string): { readonly ms: number; readonly type: string } {
  const file = join(folder, handler.replace(/\.handler$/, '.js'));
  return JSON.parse(
    alone(
      folder,
      `const startedAt = performance.now();
       const { handler } = await import(${JSON.stringify(file)});
       process.stdout.write(JSON.stringify({ ms: performance.now() - startedAt, type: typeof handler }));
       process.exit(0);`,
    ),
  ) as { ms: number; type: string };
}

test('there is a zip for each function, and for the layer', () => {
  expect(packaged.zips().toSorted()).toEqual([...Object.keys(FUNCTIONS), LAYER].toSorted());
});

test('each zip has at most 200 KB, and alone it imports its handler', () => {
  const rows = Object.entries(FUNCTIONS).map(([name, { handler }]) => {
    const folder = unpacked(zipOf(name));
    const imports = [1, 2, 3].map(() => importHandler(folder, handler));
    return {
      name,
      bytes: statSync(zipOf(name)).size,
      types: new Set(imports.map(({ type }) => type)),
      ms: Math.min(...imports.map(({ ms }) => ms)),
    };
  });

  const lines = rows.map(
    ({ name, bytes, ms }) =>
      `${(bytes / 1024).toFixed(1).padStart(7)} KB ${ms.toFixed(1).padStart(6)} ms ${name}`,
  );
  console.info(`size of the zip, import of the handler (the best of 3)\n${lines.join('\n')}`);
  expect(rows.filter(({ bytes }) => bytes > 200 * 1024)).toEqual([]);
  expect(rows.filter(({ types }) => !(types.size === 1 && types.has('function')))).toEqual([]);
});

test('every static file is packaged once', () => {
  const files = packaged.zips().flatMap((name) =>
    execFileSync('python3', ['-m', 'zipfile', '-l', zipOf(name)], { encoding: 'utf8' })
      .split('\n')
      .flatMap((line) => /(?:static|etl-pipeline-static)\/(\S+)\.gz\b/.exec(line)?.[1] ?? []),
  );

  expect(files.toSorted()).toEqual([
    'dashboard.css',
    'dashboard.js',
    'docs.css',
    'docs.html',
    'docs.js',
    'index.html',
    'openapi.json',
    'swagger-ui-bundle.js',
    'swagger-ui.css',
  ]);
});

/** The answer of an unpacked function to a request. */
function answer(
  folder: string,
  handler: string,
  event: unknown,
  environment: Readonly<Record<string, string>> = {},
) {
  const file = join(folder, handler.replace(/\.handler$/, '.js'));
  const printed = alone(
    folder,
    `const { handler } = await import(${JSON.stringify(file)});
     const answer = await handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 10_000 });
     process.stdout.write(JSON.stringify({ status: answer.statusCode, bytes: answer.body.length }));
     process.exit(0);`,
    { ...REQUIRED_SETTINGS, LOG_LEVEL: 'silent', ...environment },
  );
  return JSON.parse(printed) as { status: number; bytes: number };
}

test.each([
  ['openapi', '/openapi.json'],
  ['docs', '/docs'],
  ['dashboard', '/'],
])('%s answers from its zip alone', (name, path) => {
  const folder = unpacked(zipOf(name));

  const { status, bytes } = answer(folder, FUNCTIONS[name]?.handler ?? '', httpApiEvent({ path }));

  expect(status).toBe(200);
  expect(bytes).toBeGreaterThan(500);
});

test('staticFile has its large file from the layer, which Lambda puts where node looks for packages', () => {
  const folder = unpacked(zipOf('staticFile'));
  const opt = unpacked(zipOf(LAYER));
  const file = 'swagger-ui-bundle.js';
  const request = httpApiEvent({ path: `/static/${file}`, headers: { 'accept-encoding': 'gzip' } });
  const event = { ...request, pathParameters: { file } };

  const { status, bytes } = answer(folder, FUNCTIONS['staticFile']?.handler ?? '', event, {
    NODE_PATH: join(opt, 'nodejs/node_modules'),
  });

  expect(status).toBe(200);
  expect(bytes).toBeGreaterThan(400_000);
});
