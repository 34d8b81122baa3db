import { decoded } from './decoded.ts';
import { folders } from './folder.ts';
import type { Kind } from './kind.ts';
import { buckets } from './s3/buckets.ts';
import type { Location, Source, Version } from './source.ts';
import { SourceError } from './source-error.ts';
import { transformsOf } from './transforms/of-version.ts';
import { areSeekable } from './transforms/table.ts';

/** The kinds of places there are, by the scheme of their URIs; a path has none. */
const KINDS: ReadonlyMap<string | undefined, Kind> = new Map([
  [undefined, folders],
  ['s3', buckets],
]);

/**
 * The place of that URI, such as a folder by its path. Nothing is looked at yet.
 * @throws {SourceError} unknown_kind when nothing is read from such places
 */
export function locationOf(uri: string): Location {
  const kind = kindOf(uri);
  const location = kind.location(uri);
  return { ...location, source: (name, options) => decoded(kind.stored(location.uriOf(name)), options) };
}

/**
 * The source that a version is of, to be read as what it was then: anybody who has the version can open it, in another thread too.
 * @throws {SourceError} unknown_kind when nothing is read from such places
 */
export function openSource(version: Version): Source {
  return decoded(kindOf(version.uri).stored(version.uri, version), { settled: version });
}

/** Whether what comes out of a source is as many bytes as are stored, each in its place, so that it can be cut. */
export const isSeekable = (version: Version): boolean => areSeekable(transformsOf(version));

function kindOf(uri: string): Kind {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(uri)?.[1]?.toLowerCase();
  const kind = KINDS.get(scheme);
  if (!kind) {
    const kinds = [...KINDS.values()].map(({ description }) => description).join('; or ');
    throw new SourceError('unknown_kind', uri, `${scheme}:// is not supported: give ${kinds}`);
  }
  return kind;
}
