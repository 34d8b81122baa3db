import * as z from 'zod/mini';
import { ServiceError } from '../../errors.ts';
import type { HttpRequest } from '../message.ts';
import { invalidParameter } from '../route/parameters.ts';
import type { Members } from '../route/route.ts';

type DeclaredBody<B extends Members> = { readonly members: B; readonly example: string } | undefined;

/** What a text begins with that is UTF-8 with a byte order mark, as PowerShell and some editors write it: no part of the JSON. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a request is told in the JSON body of a POST. A GET has none, and an empty one means the defaults.
 *
 * @throws ServiceError INVALID_BODY, saying what is wrong
 */
export function bodyOf<B extends Members>(
  declared: DeclaredBody<B>,
  request: Pick<HttpRequest, 'method' | 'body'>,
): z.output<z.ZodMiniObject<B>>;
export function bodyOf(
  declared: DeclaredBody<Members>,
  { method, body = '' }: Pick<HttpRequest, 'method' | 'body'>,
): unknown {
  if (!declared) {
    return {};
  }
  const names = Object.keys(declared.members);
  const allowed = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const schema = z.strictObject(
    declared.members,
    `the body must be a JSON object, with no members but ${allowed}`,
  );
  const parsed = schema.safeParse(method === 'POST' ? fromJson(body) : {});
  if (parsed.success) {
    return parsed.data;
  }
  throw invalidBody([...new Set(parsed.error.issues.map(({ message }) => message))].join('; '));
}

/**
 * What belongs into the body is not passed over in the query: something else would be done than what was meant.
 *
 * @throws ServiceError INVALID_PARAMETER
 */
export function refuseMisplaced(
  declared: DeclaredBody<Members>,
  { query }: Pick<HttpRequest, 'query'>,
): void {
  const misplaced = Object.keys(declared?.members ?? {}).filter((name) => query[name] !== undefined);
  if (misplaced.length === 0) {
    return;
  }
  throw invalidParameter(
    `${misplaced.join(' and ')} can't be given in the query: send a POST with a JSON body, ${declared?.example}`,
  );
}

/** The error of a body that can't be used. */
export function invalidBody(problem: string): ServiceError {
  return new ServiceError('INVALID_BODY', `Invalid body: ${problem}`);
}

function fromJson(text: string): unknown {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text;
  if (json.trim() === '') {
    return {};
  }
  try {
    return JSON.parse(json);
  } catch {
    throw invalidBody('it is not JSON');
  }
}
