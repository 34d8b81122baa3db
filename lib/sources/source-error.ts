import { oneLine } from '../messages/one-line.ts';

export const SOURCE_ERRORS = [
  'missing',
  'unreadable',
  /** It is not what it was when somebody looked. */
  'changed',
  'not_a_file',
  'not_a_folder',
  'truncated',
  'damaged',
  'unknown_kind',
] as const;

export type SourceErrorCode = (typeof SOURCE_ERRORS)[number];

/** A source or a location cannot be read. The message is one line and names it. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;
  readonly uri: string;
  /** The message without the URI. */
  readonly seen: string;

  constructor(code: SourceErrorCode, uri: string, detail: string, cause?: unknown) {
    super(`${oneLine(uri)}: ${oneLine(detail)}`, { cause });
    this.code = code;
    this.uri = uri;
    this.seen = oneLine(detail);
  }
}

/** The source cannot be read, and its server does not tell whether it is there at all. */
export class UntoldSourceError extends SourceError {}
