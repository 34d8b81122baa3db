import type { StaticFiles } from '../../clients/static-files.ts';
import { ServiceError } from '../../errors.ts';
import type { ContentReply, WithHeaders } from '../message.ts';
import { acceptedWeights } from './accept.ts';
import { isCurrent } from './conditional.ts';

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

/**
 * A static file as a reply: compressed for whoever takes that, and 304 for whoever has it.
 *
 * @throws ServiceError NOT_FOUND
 */
export function staticReply(request: WithHeaders, files: StaticFiles, name: string): ContentReply {
  const file = files.find(name);
  if (!file) {
    throw new ServiceError('NOT_FOUND', `There is no file ${name}`);
  }
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
  if (known !== undefined && isCurrent(known, tag)) {
    return { status: 304, content: null, headers };
  }
  const encoding = compressed ? { 'content-encoding': 'gzip' } : {};
  return {
    status: 200,
    content: { type: file.type, data: compressed ?? file.data },
    headers: { ...headers, ...encoding },
  };
}

function takesGzip({ headers }: WithHeaders): boolean {
  const weights = acceptedWeights(headers['accept-encoding'] ?? '');
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
