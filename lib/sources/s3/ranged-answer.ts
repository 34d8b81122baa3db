import type { Version } from '../source.ts';
import { SourceError } from '../source-error.ts';
import type { S3Answer } from './requests/connection.ts';

/** What an object has to be while it is read. */
export type Pin = Pick<Version, 'size' | 'tag'>;

/** The size of the whole object by an answer to a request for a range; undefined when it tells none. */
export function wholeSize({ status, headers }: Pick<S3Answer, 'status' | 'headers'>): number | undefined {
  const told =
    status === 206
      ? /^bytes \d+-\d+\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]
      : headers['content-length'];
  return told === undefined || !/^\d+$/.test(told) ? undefined : Number(told);
}

/**
 * Makes sure that an answer has the bytes that were asked for, of the object that was looked at.
 *
 * @throws {SourceError} changed when it is another object by now, unreadable when the server answers what was not asked for
 */
export function refuseOtherRange(
  uri: string,
  answer: Pick<S3Answer, 'status' | 'headers'>,
  { from, to }: { readonly from: number; readonly to: number },
  pin: Pin,
): void {
  const { status, headers } = answer;
  const size = wholeSize(answer);
  if ((headers.etag !== undefined && headers.etag !== pin.tag) || (size !== undefined && size !== pin.size)) {
    throw changed(uri);
  }
  const isWhole = status === 200 && from === 0 && to === pin.size;
  const isRange = status === 206 && headers['content-range'] === `bytes ${from}-${to - 1}/${pin.size}`;
  if (!isWhole && !isRange) {
    const range = headers['content-range'] ?? 'no Content-Range';
    throw new SourceError(
      'unreadable',
      uri,
      `was asked for bytes ${from}-${to - 1}, but answered with status ${status} and ${range.slice(0, 80)}; the server does not support ranges as S3 does, so that files can't be read from it`,
    );
  }
}

/** The object was overwritten: its ETag is another one. */
export const changed = (uri: string): SourceError =>
  new SourceError(
    'changed',
    uri,
    'has been overwritten since the run looked at it (its ETag is another one)',
  );
