import { inspect } from 'node:util';

/** Any value as a text that is not too long. */
export const inspected = (value: unknown): string =>
  inspect(value, { depth: null, maxArrayLength: null, breakLength: Number.POSITIVE_INFINITY }).slice(0, 4000);
