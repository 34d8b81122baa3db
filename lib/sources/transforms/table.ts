import { crLineEnds } from './cr-line-ends.ts';
import { gzip } from './gzip.ts';
import type { Bytes, Transform } from './transform.ts';
import { utf16Be, utf16Le } from './utf-16.ts';
import { windows1252 } from './windows-1252.ts';

/** All that may be done to the bytes of a source, in the order in which it is done. */
const TRANSFORMS: readonly Transform[] = [gzip, utf16Le, utf16Be, windows1252, crLineEnds];

/** Them all, for who looks which of them a source needs. */
export const transforms = (): readonly Transform[] => TRANSFORMS;

/** @throws Error for a name that none has: other code has looked at the source */
function transformOf(name: string): Transform {
  const found = TRANSFORMS.find((transform) => transform.name === name);
  if (!found) {
    const names = TRANSFORMS.map((transform) => transform.name).join(', ');
    throw new Error(`this code has no source transformation ${name}, only ${names}: start a new run`);
  }
  return found;
}

/** What comes out of bytes after transformations of these names, one after the other; without any, the bytes themselves. */
export function transformed(bytes: Bytes, names: readonly string[]): Bytes {
  return names.map(transformOf).reduce<Bytes>(
    (inner, transform) => ({
      uri: inner.uri,
      read: (range, buffer) => transform.read(inner, range, buffer),
    }),
    bytes,
  );
}

/** Whether what comes out of all of these is as many bytes as are stored, each in its place. */
export const areSeekable = (names: readonly string[]): boolean =>
  names.every((name) => transformOf(name).isSeekable);
