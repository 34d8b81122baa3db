import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { methodsByPath } from '../../../../web/openapi/declared-routes.ts';
import { CLIENT, calls } from '../../../support/client/every-route.ts';
import { compilerSays, generateTypes, makeClientProject } from '../../../support/client/generated-types.ts';
import { snippetOf } from '../../../support/client/snippet.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { document, type OpenApi, routes } from './document.ts';

/** A project with the types of a document, and a client that calls every route of ours. */
function projectFor(all: OpenApi): string {
  const folder = temporaryFolder();
  makeClientProject(folder);
  generateTypes(folder, all);
  copyFileSync(CLIENT, join(folder, 'every-route.ts'));
  return folder;
}

test('a client that calls every route compiles with the types that are generated of the document', () => {
  expect(compilerSays(projectFor(document), 'every-route.ts')).toBe('');
});

test('a route that the client does not call makes it fail', () => {
  const paths = { ...document.paths, '/new': document.paths['/check/table'] ?? {} };

  const said = compilerSays(projectFor({ ...document, paths }), 'every-route.ts');

  expect(said).toContain('GET /new');
});

test('the client calls the routes that the handlers declare, HEAD aside', () => {
  const declared = Object.entries(methodsByPath(routes)).flatMap(([path, methods]) =>
    methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`),
  );

  expect(Object.keys(calls).toSorted()).toEqual(declared.toSorted());
});

test('the client has no cast, no any, and nothing that the compiler is told to pass over', () => {
  const text = readFileSync(CLIENT, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

  expect(text).not.toMatch(/\bas (?!const\b)|\bany\b|!\./);
  expect(readFileSync(CLIENT, 'utf8')).not.toMatch(/@ts-|biome-ignore/);
});

test('the client of docs/api.md compiles', () => {
  const folder = projectFor(document);
  writeFileSync(join(folder, 'client.ts'), snippetOf('ts'));

  expect(compilerSays(folder, 'client.ts')).toBe('');
});
