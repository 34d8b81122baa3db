import { codeOf } from '../../errors.ts';
import { SourceError } from '../source-error.ts';

/**
 * An archive that cannot be used.
 * @param seen what was seen, as a sentence
 * @param cause what it probably comes from, as one
 */
export function damaged(uri: string, seen: string, cause: string, error?: unknown): SourceError {
  const remedy = 'make or copy it again; gzip -t tells you whether it is complete';
  return new SourceError('damaged', uri, `${seen}: ${cause}; ${remedy}`, error);
}

/**
 * What an error of node:zlib says about an archive; undefined when it is no error of that.
 * @param storedBytes how many compressed bytes were read until then
 */
export function gzipDamage(uri: string, error: unknown, storedBytes: number): SourceError | undefined {
  const code = codeOf(error) ?? '';
  if (!(error instanceof Error) || !code.startsWith('Z_')) {
    return undefined;
  }
  const bytes = storedBytes.toLocaleString('en-US');
  if (code === 'Z_BUF_ERROR') {
    const seen = `the gzip archive ends too soon, after ${bytes} compressed bytes`;
    return damaged(uri, seen, 'it was probably not copied completely', error);
  }
  const within = `within the first ${bytes} compressed bytes`;
  switch (error.message) {
    case 'incorrect header check':
      // The first member has begun as it must, or it would have been read as plain text.
      return damaged(
        uri,
        `the gzip archive ends ${within}, and what follows is not gzip`,
        'something else was probably appended to it',
        error,
      );
    case 'incorrect data check':
    case 'incorrect length check':
      return damaged(
        uri,
        `the checksum of the gzip archive, ${within}, does not match its content`,
        'some of its bytes were probably changed during a transfer',
        error,
      );
    default:
      return damaged(
        uri,
        `the gzip archive can't be decompressed, ${within} (${error.message})`,
        'some of its bytes were probably changed during a transfer, as happens in text mode',
        error,
      );
  }
}
