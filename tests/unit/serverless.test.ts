import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { HttpHandler } from '../../lib/http/endpoint.ts';
import { METHODS_OF_ROUTES } from '../../lib/http/routes.ts';
import { captureLog } from './support/captured-log.ts';
import { call } from './support/endpoint.ts';
import { freshProcess } from './support/environment.ts';
import { httpApiEvent } from './support/http-api-event.ts';

const yaml = readFileSync('serverless.yml', 'utf8').replaceAll(/(^|\s)#.*$/gm, '');

/** What stands behind `key:` with that indentation, in a text. */
const settingOf = (text: string, indentation: number, key: string) =>
  new RegExp(`^ {${indentation}}${key}: *(.+?) *$`, 'm').exec(text)?.[1];

/** A function of serverless.yml. The file is simple enough for expressions, and js-yaml is no package of ours. */
const functions = [
  ...yaml.slice(yaml.indexOf('\nfunctions:\n')).matchAll(/^ {2}(\w+):\n((?: {3,}.*\n|\s*\n)+)/gm),
].map(([, key = '', text = '']) => ({
  key,
  handler: settingOf(text, 4, 'handler') ?? '',
  timeout: Number(settingOf(text, 4, 'timeout') ?? settingOf(yaml, 2, 'timeout')),
  events: [...text.matchAll(/^ {6}- httpApi: ['"]?(.+?)['"]? *$/gm)].map(([, event = '']) => event),
  patterns: [
    ...(/^ {4}package:\s*\{\s*patterns:\s*\[(.*)\]/m.exec(text)?.[1] ?? '').matchAll(/'([^']+)'/g),
  ].map(([, pattern = '']) => pattern),
}));

const routes = functions.flatMap(({ handler, events }) =>
  events
    .filter((event) => event !== '*')
    .map((event) => {
      const [method = '', path = ''] = event.split(' ');
      return { method, path, handler };
    }),
);

const sourceOf = (handler: string) => handler.replace(/^dist\/(.+)\.handler$/, '$1.ts');

const fileName = (handler: string) => handler.replace(/^.*\/(.+)\.handler$/, '$1');

const camelCase = (file: string) =>
  file
    .replace(/^.*\//, '')
    .replace('.ts', '')
    .replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

test('this file understands serverless.yml', () => {
  expect(functions.length).toBe([...yaml.matchAll(/^ {4}handler:/gm)].length);
  expect(functions.flatMap(({ events }) => events).length).toBe([...yaml.matchAll(/- httpApi:/g)].length);
  expect(functions.length).toBeGreaterThanOrEqual(20);
});

test('every function has a handler file of its name', () => {
  for (const { key, handler } of functions) {
    expect(existsSync(sourceOf(handler)), handler).toBe(true);
    expect(camelCase(sourceOf(handler))).toBe(key);
  }
});

test('every handler file is a function', () => {
  const files = globSync('handlers/**/*.ts').sort();

  expect(functions.map(({ handler }) => sourceOf(handler)).sort()).toEqual(files);
});

/** Functions whose answer is a file of dist/static. */
const SERVES_FILES = ['openapi', 'docs', 'dashboard', 'staticFile'];

test('every function is packaged with its own bundle, and with nothing else', () => {
  for (const { key, handler, patterns } of functions) {
    const bundle = handler.replace(/\.handler$/, '.js*');
    const files = SERVES_FILES.includes(key) ? ['dist/static/*'] : [];
    expect(patterns, key).toEqual(['!**', 'dist/package.json', bundle, ...files]);
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
  for (const { key, timeout } of behindRoutes) expect(timeout, key).toBeLessThan(30);
});

test('steps are reachable by no route', () => {
  const steps = functions.filter(({ handler }) => handler.includes('/steps/'));

  expect(steps.map(({ key }) => key).sort()).toEqual(['fail', 'load', 'plan', 'publish']);
  expect(steps.flatMap(({ events }) => events)).toEqual([]);
});

test('METHODS_OF_ROUTES has the routes of serverless.yml and their methods, HEAD aside', () => {
  const withoutHead = Object.entries(METHODS_OF_ROUTES).map(([path, methods]) => [
    path,
    methods.filter((method) => method !== 'HEAD').toSorted(),
  ]);

  const declared = Map.groupBy(routes, ({ path }) => path);
  const expected = [...declared].map(([path, ofPath]) => [path, ofPath.map(({ method }) => method).sort()]);
  expect(Object.fromEntries(withoutHead)).toEqual(Object.fromEntries(expected));
});

test.each([...new Map(routes.map((route) => [route.path, route])).values()])(
  'the handler of $path allows the methods of METHODS_OF_ROUTES',
  async ({ path, handler }) => {
    freshProcess();
    captureLog();
    const module = (await import(`../../handlers/${fileName(handler)}.ts`)) as { handler: HttpHandler };

    const response = await call(module.handler, httpApiEvent({ method: 'TRACE', path }));

    expect(response).toMatchObject({
      statusCode: 405,
      headers: { allow: METHODS_OF_ROUTES[path]?.join(', ') },
    });
  },
);

test('what nothing else serves goes to notFound', () => {
  expect(functions.filter(({ events }) => events.includes('*')).map(({ key }) => key)).toEqual(['notFound']);
});

test('every setting that the handlers read is passed on to them', () => {
  const environment = /\n {2}environment:\n((?: {4}.*\n)+)/.exec(yaml)?.[1] ?? '';
  const passedOn = [...environment.matchAll(/^ {4}(\w+): \$\{env:(\w+),/gm)].map(([, name, source]) => {
    expect(source).toBe(name);
    return name;
  });

  const read = [...readFileSync('lib/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)].map(
    ([, name]) => name,
  );
  expect(passedOn.toSorted()).toEqual(read.toSorted());
});
