import { refuseMisplaced } from '../../../lib/http/reply/json-body.ts';
import { parametersOf } from '../../../lib/http/route/parameters.ts';
import type { RouteDeclaration } from '../../../lib/http/route/route.ts';
import { thrownBy } from './thrown-by.ts';

/** What a route says of a parameter that can't be used: of what is most likely to be wrong there. */
export function badParameter({ body, query }: RouteDeclaration): unknown {
  if (body) {
    return thrownBy(() => refuseMisplaced(body, { query: { asOf: '2026-01-31' } }));
  }
  const hasLimit = query !== undefined && 'limit' in query._zod.def.shape;
  return thrownBy(() => parametersOf(query, hasLimit ? { limit: '0' } : { verbose: '1' }));
}
