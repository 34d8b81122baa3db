import * as z from 'zod/mini';
import { isId } from '../storable.ts';

/** What the OpenAPI document says of a schema, beside its shape. */
type Documented = Parameters<typeof z.globalRegistry.add>[1];

/**
 * A copy of a schema with what OpenAPI tells people about it. The schema itself stays as it was: it may be the shape of other
 * members, which have texts of their own.
 */
export function documented<S extends z.ZodMiniType>(schema: S, texts: Documented): S {
  const copy = schema.clone(schema._zod.def, { parent: true });
  z.globalRegistry.add(copy, texts);
  return copy;
}

/** A member or a parameter, with its own description. */
export function described<S extends z.ZodMiniType>(schema: S, description: string, example?: unknown): S {
  return documented(schema, { description, ...(example === undefined ? {} : { examples: [example] }) });
}

/** The same of one that is kept for clients of before only. */
export function deprecated<S extends z.ZodMiniType>(schema: S, description: string): S {
  // A parameter says it beside its schema as well.
  return documented(schema, { description, deprecated: true, param: { deprecated: true } });
}

/** Makes a schema a component of the OpenAPI document, under that name: a client that is generated has a type of that name. */
export function component<S extends z.ZodMiniType>(id: string, schema: S, description: string): S {
  return documented(schema, { id, description });
}

/**
 * A text that is one of these as a rule, e.g. a code in the record of a run. It may be another one: the record may be of an earlier
 * release, or of another model, and whoever reads it must not fail of that.
 */
export const oneOfKnown = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.union([z.enum(values), z.string()]);

/** A number of rows, bytes or milliseconds. */
export const whole = () => z.int().check(z.gte(0));

/** A point in time, ISO 8601 in UTC. */
export const moment = () => z.iso.datetime();

/** A date of the calendar, YYYY-MM-DD. */
export const day = () => z.iso.date();

/** A 32-bit integer, as a number. */
export const int32 = () => z.int().check(z.gte(-(2 ** 31)), z.lt(2 ** 31));

/**
 * A 64-bit integer as a text of digits, as Google's JSON mapping of int64 has it: JavaScript, and whatever reads JSON numbers
 * as doubles, would round what lies beyond 2^53.
 */
export const int64 = () => z.string().check(z.regex(/^-?\d{1,19}$/));

/** A decimal as a text, exact: `12.50`. */
export const decimal = () => z.string().check(z.regex(/^-?\d+(\.\d+)?$/));

/** What every body has: a text for people. */
export const message = () => described(z.string(), 'The result of the request, a text for people');

/** The path of the next page, or null on the last one. */
export const next = () =>
  described(
    z.nullable(z.string()),
    'The path of the next page, null on the last one. Also in the header `Link`',
  );

/** An id or a line, as a text of digits. */
export const digits = () => z.string().check(z.refine(isId));

/** What the documentation shows for a key that is a text. */
export const TEXT_KEY = 'U001';
