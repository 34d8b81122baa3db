import { join } from 'node:path';
import type { Client } from 'openapi-fetch';

/** The file with the calls. It needs types that are generated, and is compiled with them by a test: here they are erased. */
export const CLIENT = join(import.meta.dirname, '../../fixtures/client/every-route.ts');

/** What a client of ours calls: each route by its method. */
export const { calls } = (await import(CLIENT)) as {
  readonly calls: Readonly<Record<string, (etl: Client<Record<never, never>>) => Promise<unknown>>>;
};
