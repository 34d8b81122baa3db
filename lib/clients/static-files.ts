import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

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
 * Opens a folder of static files. Its names are read once, and a name that is not among them leads nowhere: so no path of a
 * request can leave the folder. A file is read at its first request; `<name>.gz` beside it is the same, compressed.
 */
export function openStaticFiles(folder: URL): StaticFiles {
  let names: ReadonlySet<string> | undefined;
  const opened = new Map<string, StaticFile>();
  return {
    find(name) {
      names ??= new Set(readdirSync(folder));
      const type = TYPES[extname(name)];
      if (!names.has(name) || type === undefined) {
        return undefined;
      }
      const known = opened.get(name);
      if (known) {
        return known;
      }
      const data = readFileSync(new URL(name, folder));
      const gzip = names.has(`${name}.gz`) ? readFileSync(new URL(`${name}.gz`, folder)) : undefined;
      const file = {
        data,
        gzip,
        type,
        tag: createHash('sha256').update(data).digest('base64url').slice(0, 16),
      };
      opened.set(name, file);
      return file;
    },
  };
}
