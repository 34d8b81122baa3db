import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { invalidParameter } from './parameters.ts';

/** The query of a list: how it is sorted and filtered, how long a page is, and where it begins. */
export type ListQuery = Readonly<Record<string, string | number | undefined>> & {
  readonly cursor?: string | undefined;
};

/** What does not change which rows a list has, or in which order. */
const FREE = ['cursor', 'limit', 'format', 'bom'];

/**
 * Where a page begins.
 *
 * @param shape what tells a position, a tuple: cursors are not signed, so what is in them is checked like any parameter
 * @returns undefined on the first page
 * @throws ServiceError INVALID_PARAMETER when the cursor is none of ours, or comes from a list with another sort or filter
 */
export function positionOf<S extends z.ZodMiniType>(
  path: string,
  query: ListQuery,
  shape: S,
): z.output<S> | undefined {
  if (query.cursor === undefined) {
    return undefined;
  }
  const [list, ...position] = decoded(query.cursor);
  const parsed = z.safeParse(shape, position);
  if (!parsed.success) {
    throw invalidParameter('cursor is invalid: take it from `next` of the page before');
  }
  if (list !== listOf(path, query)) {
    throw invalidParameter(
      'cursor is valid only for the same query: its list had another sort or other filters',
    );
  }
  return parsed.data;
}

/** The path of the page that begins after a position. */
export function nextPage(path: string, query: ListQuery, position: readonly (string | null)[]): string {
  const cursor = Buffer.from(JSON.stringify([listOf(path, query), ...position])).toString('base64url');
  const parameters = Object.entries({ ...query, cursor }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return `${path}?${new URLSearchParams(parameters)}`;
}

/** The header that says where the next page is, for programs that do not look into the body. */
export function linkTo(next: string | null): Record<string, string> {
  return next === null ? {} : { link: `<${next}>; rel="next"` };
}

/**
 * Cuts a page out of what was read: one row more than the page has tells that there is a next one.
 */
export function cutPage<T>(
  rows: readonly T[],
  limit: number,
): { readonly page: readonly T[]; readonly last: T | undefined } {
  const page = rows.slice(0, limit);
  return { page, last: rows.length > limit ? page.at(-1) : undefined };
}

/** Tells one list from another: the same path, sort and filters. */
function listOf(path: string, query: ListQuery): string {
  const kept = Object.entries(query).filter(([name, value]) => value !== undefined && !FREE.includes(name));
  const text = JSON.stringify([path, ...kept.toSorted(([one], [other]) => (one < other ? -1 : 1))]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function decoded(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
