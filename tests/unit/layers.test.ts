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

/** The folders of lib, by their names. */
const FOLDERS = globSync('lib/*/').map((folder) => folder.replace(/^lib\/|\/$/g, ''));

/** Those that all others may import, as they may the files of lib itself. */
const FLOOR = ['messages', 'time-limits'];

/** The rows of the map in docs/architecture.md: what a row is about, and what it says that may be imported. */
const MAP = [
  ...readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| (`lib\/.+?) \|.*\| (.*?) ?\|$/gm),
].map(([, files = '', imports = '']) => ({
  files: [...files.matchAll(/`(lib\/[^`]+)`/g)].map(([, file = '']) => file),
  imports: imports
    .replaceAll(/\(.+?\)/g, '')
    .split(',')
    .flatMap((name) => name.trim() || []),
}));

test('the map of lib has every folder of it', () => {
  expect(MAP.flatMap(({ files }) => files)).toEqual(
    expect.arrayContaining(FOLDERS.map((folder) => `lib/${folder}`)),
  );
});

test.each(MAP.flatMap(({ files, imports }) => files.map((file) => ({ file, imports }))))(
  'the map of lib says of $file what lint lets it import',
  ({ file, imports }) => {
    const own = FOLDERS.find((folder) => file === `lib/${folder}`);
    const refused = refusedIn(own ? `${file}/**` : file);

    const allowed = FOLDERS.filter(
      (folder) => folder !== own && !FLOOR.includes(folder) && !refused?.includes(`**/${folder}/**`),
    );

    // Of the store views import some files, which the next tests are about.
    expect(imports.filter((name) => !(own === 'views' && name === 'store'))).toEqual(allowed.toSorted());
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
