import { hash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type FileVersion,
  sameVersion,
  UNKNOWN_VERSION,
  versionOf,
  wasChangedAfter,
  writtenVersion,
} from './file-version.ts';
import { projectSources } from './project-sources.ts';

/** Of what dist/ was made, and what was made: paths relative to the project, each with the version of the file. */
interface BuildRecord {
  readonly node: string;
  /** The folder of the model. */
  readonly model: string;
  readonly sources: Versions;
  readonly outputs: Versions;
}
type Versions = Readonly<Record<string, FileVersion>>;

/** Where it stands, relative to the project. */
const RECORD_FILE = 'dist/build-record';

/** Stands for the form of the record: one of another form is none. */
const FORM = 'build-record 1\n';

/**
 * What the files of which dist/ is made have in them. Files that are not there are left out.
 *
 * @param readSince milliseconds since 1970 from which on the files may have been read. One that was changed later gets a version
 *   that no file has: nobody knows which of the two was built
 */
export function versionsOf(
  projectDir: string,
  files: Iterable<string>,
  readSince: number,
): Map<string, FileVersion> {
  const versions = new Map<string, FileVersion>();
  for (const file of files) {
    const path = join(projectDir, file);
    const version = wasChangedAfter(path, readSince) ? UNKNOWN_VERSION : versionOf(path);
    if (version !== undefined) {
      versions.set(file, version);
    }
  }
  return versions;
}

/**
 * The same versions, but for those of files that were changed since: what was in them may be there again, as after `git stash` and
 * `git stash pop`, and nobody knows what was built.
 */
export function unlessChanged(
  projectDir: string,
  versions: ReadonlyMap<string, FileVersion>,
  readSince: number,
): Map<string, FileVersion> {
  return new Map(
    [...versions].map(([file, version]) => {
      return [file, wasChangedAfter(join(projectDir, file), readSince) ? UNKNOWN_VERSION : version];
    }),
  );
}

/**
 * Writes down that dist/ was made, so that it need not be made again until something changes. Where that can't be written, it
 * is made again each time.
 *
 * @param sources of versionsOf
 * @param outputs all files that were made, with what is in them
 */
export function recordBuild(
  projectDir: string,
  model: string,
  sources: ReadonlyMap<string, FileVersion>,
  outputs: ReadonlyMap<string, Uint8Array>,
): void {
  const written = [...outputs].map(([file, contents]) => [file, writtenVersion(contents)]);
  write(projectDir, {
    node: process.version,
    model,
    sources: Object.fromEntries(sources),
    outputs: Object.fromEntries(written),
  });
}

/**
 * Whether dist/ is what a build of the model would make: nothing of which it was made has changed, nothing has been added, and
 * all that was made is there. It reads only files whose size or times have changed.
 *
 * @param model the folder of the model
 */
export function isFresh(projectDir: string, model: string): boolean {
  const record = read(projectDir);
  if (record?.node !== process.version || record.model !== model) {
    return false;
  }
  if (projectSources(projectDir).some((file) => !Object.hasOwn(record.sources, file))) {
    return false;
  }
  const sources = seenAgain(projectDir, record.sources);
  const outputs = sources && seenAgain(projectDir, record.outputs);
  if (!sources || !outputs) {
    return false;
  }
  if (sources !== record.sources || outputs !== record.outputs) {
    write(projectDir, { ...record, sources, outputs });
  }
  return true;
}

/** The same versions, with what was seen now; undefined when a file has changed. */
function seenAgain(projectDir: string, versions: Versions): Versions | undefined {
  const renewed: Record<string, FileVersion> = {};
  for (const [file, version] of Object.entries(versions)) {
    const now = sameVersion(join(projectDir, file), version);
    if (now === undefined) {
      return undefined;
    }
    if (now.seen !== version.seen) {
      renewed[file] = now;
    }
  }
  return Object.keys(renewed).length === 0 ? versions : { ...versions, ...renewed };
}

/** A record that was damaged, or is of another release, counts as none. */
function read(projectDir: string): BuildRecord | undefined {
  try {
    const text = readFileSync(join(projectDir, RECORD_FILE), 'utf8');
    const body = text.slice(text.indexOf('\n') + 1);
    return text === sealed(body) ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

function write(projectDir: string, record: BuildRecord): void {
  const path = join(projectDir, RECORD_FILE);
  const aside = `${path}.${process.pid}`;
  try {
    writeFileSync(aside, sealed(JSON.stringify(record)));
    renameSync(aside, path);
  } catch {
    // A checkout in which nothing can be written is one in which nothing changes.
    rmSync(aside, { force: true });
  }
}

const sealed = (body: string): string => `${hash('sha256', `${FORM}${body}`, 'hex')}\n${body}`;
