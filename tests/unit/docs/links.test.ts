import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const PAGES = globSync(['*.md', 'docs/**/*.md', 'bench/*.md', 'tests/**/*.md'], {
  exclude: ['**/node_modules'],
});

/** The names by which GitHub knows the headings of a page. */
function anchorsOf(page: string): string[] {
  const headings = [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)];
  return headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(/\s/g, '-'),
  );
}

/** Why a link of a page leads nowhere; undefined when it leads somewhere, or out of the project. */
function defectOf(page: string, link: string): string | undefined {
  if (/^(https?|mailto):/.test(link)) {
    return undefined;
  }
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(target)) {
    return `${link}: there is no ${target}`;
  }
  const isFound = anchor === undefined || anchorsOf(target).includes(anchor);
  return isFound ? undefined : `${link}: ${target} has no such heading`;
}

describe('the links of', () => {
  test.each(PAGES)('%s lead somewhere', (page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

    expect(links.flatMap((link) => defectOf(page, link) ?? [])).toEqual([]);
  });

  test.each([
    ['a page that is not there', 'nowhere.md'],
    ['a heading that is not there', 'CONTRIBUTING.md#no-such-heading'],
  ])('%s would be found out', (_, link) => {
    expect(defectOf('README.md', link)).toContain(link);
  });
});

test('paths of the project that pages name in code marks are there', () => {
  const named = PAGES.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`((?:lib|handlers|local|web|terminal|dags)\/[\w./-]+)`/g)].map(
      ([, path = '']) => ({ page, path }),
    ),
  );

  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ path }) => !existsSync(path))).toEqual([]);
});

/** Pages that tell what was: a file may have gone since. */
const HISTORY = /^CHANGELOG\.md$|^docs\/decisions\//;

test('sources that pages name without their folder are there', () => {
  const sources = new Set(
    globSync('**/*.{ts,tsx}', { exclude: ['**/node_modules', 'dist'] }).map((file) => basename(file)),
  );
  const named = PAGES.filter((page) => !HISTORY.test(page)).flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`([\w-]+\.tsx?)`/g)].map(([, file = '']) => ({ page, file })),
  );

  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ file }) => !sources.has(file))).toEqual([]);
});
