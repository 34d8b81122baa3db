import { SourceError } from '../source-error.ts';

/**
 * An archive that cannot be used.
 * @param seen what was seen, as a sentence
 * @param cause what it probably comes from, as one
 */
export function damaged(uri: string, seen: string, cause: string, error?: unknown): SourceError {
  const remedy = 'make or copy it again; gzip -t tells whether it is whole';
  return new SourceError('damaged', uri, `${seen}: ${cause}; ${remedy}`, error);
}

/**
 * What an error of node:zlib says about an archive; undefined when it is no error of that.
 * @param storedBytes how many compressed bytes were read until then
 */
export function gzipDamage(uri: string, error: unknown, storedBytes: number): SourceError | undefined {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) {
    return undefined;
  }
  const bytes = storedBytes.toLocaleString('en-US');
  if (error.code === 'Z_BUF_ERROR') {
    const seen = `the gzip archive ends too soon, after ${bytes} compressed bytes`;
    return damaged(uri, seen, 'it was probably not copied whole', error);
  }
  const within = `within the first ${bytes} compressed bytes`;
  switch (error.message) {
    case 'incorrect header check':
      // The first member has begun as it must, or it would have been read as plain text.
      return damaged(
        uri,
        `a gzip archive ends ${within}, and what follows it is none`,
        'something else was probably appended to it',
        error,
      );
    case 'incorrect data check':
    case 'incorrect length check':
      return damaged(
        uri,
        `the gzip archive has a checksum, ${within}, that is not the one of its content`,
        'some of its bytes were probably changed on the way',
        error,
      );
    default:
      return damaged(
        uri,
        `the gzip archive cannot be inflated, ${within} (${error.message})`,
        'some of its bytes were probably changed on the way, as a transfer in text mode does',
        error,
      );
  }
}
