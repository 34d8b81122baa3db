import { createHash } from 'node:crypto';
import type { ContentReply, HttpReply, WithHeaders } from '../message.ts';

/**
 * A weak entity tag (RFC 9110, 8.8.3) for what follows from these values.
 */
export function entityTag(...values: readonly unknown[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(values.map(String)))
    .digest('base64url');
  return `W/"${digest.slice(0, 16)}"`;
}

/** What tells one version of a resource from another. */
export interface Version {
  readonly tag: string;
}

/**
 * Answers 304 when the client has the current version, otherwise with the content, which the client may keep but must ask
 * about each time. Version and content are asked for at once, the version first: content that is newer than its tag is only
 * asked for once more.
 */
export async function conditional<V extends Version, R extends HttpReply>(
  request: WithHeaders,
  version: Promise<V>,
  contentOf: (version: Promise<V>) => Promise<R>,
): Promise<R | ContentReply> {
  // Whoever awaits it gets the error; that nobody does, when the content fails first, is none.
  version.catch(() => undefined);
  const known = request.headers['if-none-match'];
  if (known !== undefined && isCurrent(known, (await version).tag)) {
    return { status: 304, content: null, headers: revalidated((await version).tag) };
  }
  const reply = await contentOf(version);
  return { ...reply, headers: { ...reply.headers, ...revalidated((await version).tag) } };
}

/** Whether the current tag is among those that the client has (RFC 9110, 13.1.2: compared as weak ones). */
export function isCurrent(known: string, tag: string): boolean {
  const opaque = (value: string) => value.trim().replace(/^W\//, '');
  return known.trim() === '*' || known.split(',').some((candidate) => opaque(candidate) === opaque(tag));
}

function revalidated(tag: string): Record<string, string> {
  return { etag: tag, 'cache-control': 'private, no-cache', vary: 'accept, authorization, x-api-key' };
}
