import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { ServiceError } from '../errors.ts';
import { acceptedWeights } from './accept.ts';
import { isCurrent } from './conditional.ts';
import type { ContentReply, HttpRequest } from './message.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/**
 * What a page of ours may do: run our own scripts, ask our own API. Nothing comes from elsewhere, no other page may frame it.
 * Swagger UI has pictures in data: URLs.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type StaticFile = {
  readonly data: Buffer;
  readonly gzip: Buffer | undefined;
  readonly type: string;
  readonly tag: string;
};

/** The files that the build has put into dist/static. */
export type StaticFiles = { find(name: string): StaticFile | undefined };

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
      if (!names.has(name) || type === undefined) return undefined;
      const known = opened.get(name);
      if (known) return known;
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

/**
 * A static file as a reply: compressed for whoever takes that, and 304 for whoever has it.
 *
 * @throws ServiceError 404
 */
export function staticReply(request: HttpRequest, files: StaticFiles, name: string): ContentReply {
  const file = files.find(name);
  if (!file) throw new ServiceError(404, 'NOT_FOUND', `There is no file ${name}`);
  const compressed = takesGzip(request) ? file.gzip : undefined;
  // The compressed form is another representation, and a strong tag has to tell them apart.
  const tag = compressed ? `"${file.tag}-gzip"` : `"${file.tag}"`;
  const headers = {
    etag: tag,
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'referrer-policy': 'no-referrer',
  };
  const known = request.headers['if-none-match'];
  if (known !== undefined && isCurrent(known, tag)) return { status: 304, content: null, headers };
  const encoding = compressed ? { 'content-encoding': 'gzip' } : {};
  return {
    status: 200,
    content: { type: file.type, data: compressed ?? file.data },
    headers: { ...headers, ...encoding },
  };
}

function takesGzip({ headers }: HttpRequest): boolean {
  const weights = acceptedWeights(headers['accept-encoding'] ?? '');
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
