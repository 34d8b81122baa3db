import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gunzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** A file, its compressed form, and a tag that tells its version. */
export interface StaticFile {
  readonly data: Buffer;
  readonly gzip: Buffer | undefined;
  readonly type: string;
  readonly tag: string;
}

/** The files that the build has put into dist/static. */
export interface StaticFiles {
  find(name: string): StaticFile | undefined;
}

/**
 * Opens folders of static files; the first one that has a file counts. Their names are read once, and a name that is not among
 * them leads nowhere: so no path of a request can leave the folders. A file is read at its first request. `<name>.gz` is the same,
 * compressed: beside it, or in place of it, as in the packages for AWS.
 */
export function openStaticFiles(...folders: readonly URL[]): StaticFiles {
  let places: ReadonlyMap<string, URL> | undefined;
  const opened = new Map<string, StaticFile>();
  return {
    find(name) {
      places ??= placesIn(folders);
      const type = TYPES[extname(name)];
      const plain = places.get(name);
      const compressed = places.get(`${name}.gz`);
      if (type === undefined || !(plain || compressed)) {
        return undefined;
      }
      const file = opened.get(name) ?? { ...contentOf(plain, compressed), type };
      opened.set(name, file);
      return file;
    },
  };
}

function placesIn(folders: readonly URL[]): Map<string, URL> {
  const all = folders.flatMap((folder) =>
    readdirSync(folder).map((name) => [name, new URL(name, folder)] as const),
  );
  return new Map(all.toReversed());
}

function contentOf(plain: URL | undefined, compressed: URL | undefined): Omit<StaticFile, 'type'> {
  const gzip = compressed ? readFileSync(compressed) : undefined;
  const data = plain ? readFileSync(plain) : gunzipSync(gzip ?? '');
  return { data, gzip, tag: createHash('sha256').update(data).digest('base64url').slice(0, 16) };
}
