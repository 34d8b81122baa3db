import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { HttpHandler } from '../../lib/http/http-handler.ts';
import { methodsOf } from '../../lib/http/route/route.ts';
import { HANDLER_SETTINGS } from '../../local/stack/settings.ts';
import { declaredRoutes } from '../../web/openapi/declared-routes.ts';
import { serverlessFunctions } from '../support/serverless-functions.ts';
import { captureLog } from './support/captured-log.ts';
import { call } from './support/endpoint.ts';
import { freshProcess } from './support/environment.ts';
import { httpApiEvent } from './support/http-api-event.ts';

/** What all functions have in common. */
const { provider } = parse(readFileSync('serverless.yml', 'utf8')) as {
  readonly provider: { readonly timeout: number };
};
const byKey = serverlessFunctions();

const functions = Object.entries(byKey).map(([key, { handler, timeout, events = [], package: packed }]) => ({
  key,
  handler,
  source: handler.replace(/^dist\/(.+)\.handler$/, '$1.ts'),
  timeout: timeout ?? provider.timeout,
  events: events.map(({ httpApi }) => httpApi),
  patterns: packed.patterns,
}));

const declared = await declaredRoutes();

const camelCase = (file: string) =>
  file
    .replace(/^.*\//, '')
    .replace('.ts', '')
    .replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

test('every function has a handler file of its name', () => {
  for (const { key, source } of functions) {
    expect(existsSync(source), source).toBe(true);
    expect(camelCase(source)).toBe(key);
  }
});

test('every handler file is a function', () => {
  const files = globSync('handlers/**/*.ts').sort();

  expect(files.length).toBeGreaterThanOrEqual(20);
  expect(functions.map(({ source }) => source).sort()).toEqual(files);
});

test('every function is behind the route that its file declares, with its methods, HEAD aside', () => {
  const expected = declared.map(({ name, route }) => [
    name,
    methodsOf(route)
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${route.path}`),
  ]);

  const routed = functions.filter(({ events }) => events.length > 0 && !events.includes('*'));
  expect(Object.fromEntries(routed.map(({ key, events }) => [key, events]))).toEqual(
    Object.fromEntries(expected),
  );
});

test.each(declared)(
  'the handler of $route.path allows the methods that it declares',
  async ({ file, route }) => {
    freshProcess();
    captureLog();
    const { handler } = (await import(/* @vite-ignore */ `../../handlers/${file}`)) as {
      handler: HttpHandler;
    };

    const response = await call(handler, httpApiEvent({ method: 'TRACE', path: route.path }));

    expect(response).toMatchObject({ statusCode: 405, headers: { allow: methodsOf(route).join(', ') } });
  },
);

/** The compressed files of dist/static that functions answer with. */
const STATIC: Readonly<Record<string, readonly string[]>> = {
  openapi: ['dist/static/openapi.json.gz'],
  docs: ['dist/static/docs.html.gz'],
  dashboard: ['dist/static/index.html.gz'],
  // The large one of them is a layer.
  staticFile: ['dist/static/*.{js,css}.gz', '!dist/static/swagger-ui-bundle.js.gz'],
};

test('every function is packaged with its own bundle, the CAs of the database it connects to, and nothing else', () => {
  for (const { key, handler, source, patterns } of functions) {
    const bundle = handler.replace(/\.handler$/, '.js');
    const connects = /Database\b/.test(readFileSync(source, 'utf8'));
    const authorities = connects ? [`dist/rds-ca/\${self:provider.region}.pem`] : [];
    expect(patterns, key).toEqual([
      '!**',
      'dist/package.json',
      bundle,
      ...authorities,
      ...(STATIC[key] ?? []),
    ]);
  }
});

test('every function has a time-out', () => {
  for (const { key, timeout } of functions) {
    expect(timeout, key).toBeGreaterThan(0);
    expect(timeout, key).toBeLessThanOrEqual(900);
  }
});

test('functions behind a route end before API Gateway does, which waits 30 s', () => {
  const behindRoutes = functions.filter(({ events }) => events.length > 0);

  expect(behindRoutes.length).toBeGreaterThan(0);
  for (const { key, timeout } of behindRoutes) {
    expect(timeout, key).toBeLessThan(30);
  }
});

test('steps are reachable by no route', () => {
  const steps = functions.filter(({ handler }) => handler.includes('/steps/'));

  expect(steps.map(({ key }) => key).sort()).toEqual(['fail', 'load', 'plan', 'publish']);
  expect(steps.flatMap(({ events }) => events)).toEqual([]);
});

test('what nothing else serves goes to notFound', () => {
  expect(functions.filter(({ events }) => events.includes('*')).map(({ key }) => key)).toEqual(['notFound']);
});

/** The settings that the handlers read. */
const read = [...readFileSync('lib/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)].map(
  ([, name = '']) => name,
);

test('every setting that the handlers read is passed on to them at the stage local', () => {
  const passedOn = Object.entries(
    parse(readFileSync('local/environment.yml', 'utf8')) as Record<string, string>,
  );

  expect(passedOn.map(([name]) => name).toSorted()).toEqual(read.toSorted());
  for (const [name, value] of passedOn) {
    expect(value).toMatch(new RegExp(`^\\$\\{env:${name},`));
  }
});

test('every one of them is passed on to them on AWS, out of the settings of the stage alone', () => {
  const passedOn = parse(readFileSync('aws/environment.yml', 'utf8')) as Record<string, string>;

  expect(Object.keys(passedOn)).toEqual(expect.arrayContaining(read));
  for (const [name, value] of Object.entries(passedOn)) {
    expect(value).toBe(`\${param:${name}, null}`);
  }
});

test('every one of them that is no address of a service and no folder is handed on by the stack of run.sh', () => {
  const ownOfStack = /^(DATABASE|UPSTASH|MWAA|AIRFLOW(?!_UI))_|^ETL_DATA_DIR$/;

  expect(HANDLER_SETTINGS.toSorted()).toEqual(read.filter((name) => !ownOfStack.test(name)).toSorted());
});

test('every one of them reaches the containers', () => {
  const compose = readFileSync('docker-compose.yml', 'utf8');

  expect(read.length).toBeGreaterThan(10);
  // The containers bring an Airflow of their own.
  const wanted = read.filter((name) => name !== 'MWAA_ENVIRONMENT');
  expect(wanted.filter((name) => !new RegExp(`^ +${name}: `, 'm').test(compose))).toEqual([]);
});
