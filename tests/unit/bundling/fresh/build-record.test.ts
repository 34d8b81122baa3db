import { cpSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { isFresh, recordBuild, unlessChanged, versionsOf } from '../../../../bundling/fresh/build-record.ts';
import { projectSources } from '../../../../bundling/fresh/project-sources.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const MODEL = 'models/cars';
const OUTPUTS = new Map([['dist/handlers/a.js', Buffer.from('made of a')]]);

/** A project that was built: two sources, of which one is the model's and in a folder of its own, and one output. */
function builtProject({ readSince = Date.now() + 60_000 } = {}): string {
  const project = temporaryFolder();
  write(project, 'lib/a.ts', 'a = 1');
  write(project, `${MODEL}/features.ts`, 'cars = 1');
  for (const [file, contents] of OUTPUTS) {
    write(project, file, contents);
  }
  const files = [...projectSources(project), `${MODEL}/features.ts`];
  recordBuild(project, MODEL, versionsOf(project, files, readSince), OUTPUTS);
  return project;
}

function write(project: string, file: string, contents: string | Buffer): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), contents);
}

/** Lets the files' times stand for what is in them, as they do some seconds after they were written. */
function someTimeLater(): void {
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
}
afterEach(() => {
  vi.useRealTimers();
});

test('what was just built is fresh', () => {
  expect(isFresh(builtProject(), MODEL)).toBe(true);
});

test('what was looked at before is fresh as well', () => {
  const project = builtProject();
  someTimeLater();
  isFresh(project, MODEL);

  expect(isFresh(project, MODEL)).toBe(true);
});

test.each([
  ['a source has other contents', (project: string) => write(project, 'lib/a.ts', 'a = 2')],
  ['a source of the model has', (project: string) => write(project, `${MODEL}/features.ts`, 'cars = 2')],
  ['there is one more source', (project: string) => write(project, 'handlers/b.ts', '')],
  ['a source is gone', (project: string) => rmSync(join(project, 'lib/a.ts'))],
  ['a bundle has other contents', (project: string) => write(project, 'dist/handlers/a.js', 'made by b')],
  ['a bundle is gone', (project: string) => rmSync(join(project, 'dist/handlers/a.js'))],
  ['a package was installed', (project: string) => write(project, 'node_modules/.package-lock.json', '{}')],
  ['the record is damaged', (project: string) => write(project, 'dist/build-record', '{"sources":{}}')],
  ['the record is gone', (project: string) => rmSync(join(project, 'dist/build-record'))],
])('it is not fresh any more when %s', (_, change) => {
  const project = builtProject();
  change(project);

  expect(isFresh(project, MODEL)).toBe(false);
});

test('it is not fresh for another model', () => {
  expect(isFresh(builtProject(), 'models/boats')).toBe(false);
});

test('a change that keeps the size and sets the time back is seen', () => {
  const project = builtProject();
  const path = join(project, 'lib/a.ts');
  someTimeLater();
  isFresh(project, MODEL);
  const { atime, mtime } = statSync(path);
  writeFileSync(path, 'a = 3');
  utimesSync(path, atime, mtime);

  expect(isFresh(project, MODEL)).toBe(false);
});

test('files with other times and the same contents are fresh', () => {
  const project = builtProject();
  someTimeLater();
  isFresh(project, MODEL);
  utimesSync(join(project, 'lib/a.ts'), 1, 1);

  expect(isFresh(project, MODEL)).toBe(true);
});

test('a copy of the project is as fresh as the project', () => {
  const project = builtProject();
  const copy = temporaryFolder();
  cpSync(project, copy, { recursive: true });

  expect(isFresh(copy, MODEL)).toBe(true);
});

test('a source that was changed while it was built makes the next build', () => {
  expect(isFresh(builtProject({ readSince: 0 }), MODEL)).toBe(false);
});

test('a source that was changed while it was built, and has its contents again, makes the next build', () => {
  const project = builtProject();
  const built = versionsOf(project, ['lib/a.ts'], Date.now() + 60_000);
  write(project, 'lib/a.ts', 'a = 2');
  write(project, 'lib/a.ts', 'a = 1');
  recordBuild(project, MODEL, unlessChanged(project, built, 0), OUTPUTS);

  expect(isFresh(project, MODEL)).toBe(false);
});

test('what an editor leaves beside a source is no source', () => {
  const project = builtProject();
  write(project, 'lib/.a.ts.swp', '');
  write(project, 'lib/a.ts~', '');

  expect(isFresh(project, MODEL)).toBe(true);
});

test('a record that can not be written is no error', () => {
  const project = temporaryFolder();

  recordBuild(project, MODEL, new Map(), OUTPUTS);

  expect(() => readFileSync(join(project, 'dist/build-record'))).toThrow('ENOENT');
});
