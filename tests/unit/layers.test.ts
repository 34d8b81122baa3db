import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Override {
  readonly includes: readonly string[];
  readonly linter: { readonly rules: { readonly style?: { readonly noRestrictedImports?: Restricted } } };
}
interface Restricted {
  readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] };
}

const { overrides } = JSON.parse(readFileSync('biome.json', 'utf8')) as {
  readonly overrides: readonly Override[];
};

/** What the files of a folder must not import; undefined when no rule is about them. */
const refusedIn = (files: string) =>
  overrides
    .find(({ includes }) => includes.includes(files))
    ?.linter.rules.style?.noRestrictedImports?.options.patterns.flatMap(({ group }) => group);

test.each(['lib/*.ts', ...globSync('lib/*/').map((folder) => `${folder.replace(/\/$/, '')}/**`)])(
  'a lint rule says what %s must not import',
  (files) => {
    expect(refusedIn(files)?.length).toBeGreaterThan(0);
  },
);

/** The files of lib/store that views may import. */
const readByViews = (refusedIn('lib/views/**') ?? []).flatMap(
  (pattern) => /^!\*\*\/store\/(.+)$/.exec(pattern)?.[1] ?? [],
);

test('views may import some files of the store', () => {
  expect(readByViews.length).toBeGreaterThan(5);
});

test.each(readByViews)('lib/store/%s, which views may import, has no statement that writes', (file) => {
  const source = readFileSync(`lib/store/${file}`, 'utf8');

  expect(source).not.toMatch(/\b(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE|CREATE|ALTER|DROP)\b/);
});
