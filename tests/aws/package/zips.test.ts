import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serverlessFunctions } from '../../support/serverless-functions.ts';
import { REQUIRED_SETTINGS } from '../../unit/support/environment.ts';
import { httpApiEvent } from '../../unit/support/http-api-event.ts';
import { type Packaged, type Packaging, preparePackaging } from './support/packaging.ts';
import { filesOf, NAMES, secretsOf, writeSecrets } from './support/secrets.ts';
import { WITH_MWAA } from './support/stage-settings.ts';
import { unpacked } from './support/unpacked.ts';

const FUNCTIONS = serverlessFunctions();

/** What is a layer, and not a function: the one static file that is too large for a function. */
const LAYER = 'swaggerUi';

let packaging: Packaging;
let packaged: Packaged;
beforeAll(async () => {
  packaging = await preparePackaging();
  // Serverless prefers the file of the stage to .env, and the environment to both.
  const half = Math.floor(NAMES.length / 2);
  writeSecrets(packaging.copy.path, ['.env.prod'], NAMES.slice(0, half));
  const environment = secretsOf('environment', NAMES.slice(half));
  packaged = await packaging.package('prod', { params: WITH_MWAA, environment });
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

/** What the import of a handler takes, in milliseconds. The processor's time says more than the clock on a busy machine. */
interface Imported {
  readonly ms: number;
  readonly cpuMs: number;
  readonly type: string;
}

function importHandler(folder: string, handler: string): Imported {
  const file = join(folder, handler.replace(/\.handler$/, '.js'));
  return JSON.parse(
    alone(
      folder,
      `const startedAt = performance.now();
       const before = process.cpuUsage();
       const { handler } = await import(${JSON.stringify(file)});
       const ms = performance.now() - startedAt;
       const { user, system } = process.cpuUsage(before);
       process.stdout.write(JSON.stringify({ ms, cpuMs: (user + system) / 1000, type: typeof handler }));
       process.exit(0);`,
    ),
  ) as Imported;
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
      cpuMs: Math.min(...imports.map(({ cpuMs }) => cpuMs)),
    };
  });

  const lines = rows.map(
    ({ name, bytes, ms, cpuMs }) =>
      `${(bytes / 1024).toFixed(1).padStart(7)} KB ${ms.toFixed(1).padStart(6)} ms ${cpuMs.toFixed(1).padStart(6)} ms ${name}`,
  );
  console.info(
    `size of the zip, import of the handler by the clock and of the processor (best of 3)\n${lines.join('\n')}`,
  );
  expect(rows.filter(({ bytes }) => bytes > 200 * 1024)).toEqual([]);
  expect(rows.filter(({ types }) => !(types.size === 1 && types.has('function')))).toEqual([]);
});

test('nothing of the environment, and of no .env file, is in any file of a package', () => {
  const { all, withSecret } = filesOf(packaged.folder, { zips: true });

  expect(all.length).toBeGreaterThan(50);
  expect(withSecret).toEqual([]);
});

test('every static file is packaged once', () => {
  // The names stand in a zip as plain text, more than once.
  const namesIn = (zip: string) => [
    ...new Set(
      [...readFileSync(zip, 'latin1').matchAll(/static\/([\w.-]+)\.gz/g)].map(([, name = '']) => name),
    ),
  ];

  const files = packaged.zips().flatMap((name) => namesIn(zipOf(name)));

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
