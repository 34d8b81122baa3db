import * as z from 'zod/mini';
import { isId } from '../storable.ts';

/** Adds what OpenAPI tells people about a schema. */
export function described<S extends z.ZodMiniType>(schema: S, description: string, example?: unknown): S {
  z.globalRegistry.add(schema, { description, ...(example === undefined ? {} : { examples: [example] }) });
  return schema;
}

/** The same of a member or a parameter that is kept for clients of before only. */
export function deprecated<S extends z.ZodMiniType>(schema: S, description: string): S {
  // A parameter says it beside its schema as well.
  z.globalRegistry.add(schema, { description, deprecated: true, param: { deprecated: true } });
  return schema;
}

/** Makes a schema a component of the OpenAPI document, under that name. */
export function component<S extends z.ZodMiniType>(id: string, schema: S, description: string): S {
  z.globalRegistry.add(schema, { id, description });
  return schema;
}

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
export const message = () => described(z.string(), 'A text for people');

/** The path of the next page, or null on the last one. */
export const next = () =>
  described(z.nullable(z.string()), 'Where the next page is; also in the header Link, rel="next"');

/** An id or a line, as a text of digits. */
export const digits = () => z.string().check(z.refine(isId));

/** What the documentation shows for a key that is a text. */
export const TEXT_KEY = 'U001';
