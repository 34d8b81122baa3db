import { ENCODINGS } from '../../encodings.ts';

/**
 * Refuses an encoding that no file can be declared to have.
 *
 * @param what is declared with it, as it is written
 * @throws TypeError naming it, and those that there are
 */
export function refuseUnknownEncoding(what: string, encoding: unknown): void {
  const known: readonly unknown[] = ENCODINGS;
  if (encoding === undefined || known.includes(encoding)) {
    return;
  }
  const names = ENCODINGS.map((name) => `'${name}'`).join(', ');
  throw new TypeError(
    `${what}: encoding '${String(encoding)}' is not supported, only ${names}; leave it out for UTF-8, and for UTF-16 with a byte order mark`,
  );
}
