import { ALL_REJECTS, type RejectFilter } from './pages/run/rejects/reject-filter.ts';

/** What the page shows, as the part of the address after `#` says it. */
export type Route =
  | { readonly page: 'runs'; readonly state: string }
  | { readonly page: 'run'; readonly runId: string; readonly filter: RejectFilter }
  | ({ readonly page: 'features' } & ShownRows);

/** Which rows of the result are shown, in which order: '' for whatever is not given. */
export interface ShownRows {
  readonly search: string;
  readonly sort: string;
  /** Only rows whose value of that column is from `from` to `to`, inclusive. */
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

/** All rows, in the order of their keys. */
export const ALL_ROWS: ShownRows = { search: '', sort: '', column: '', from: '', to: '' };

/** The route of a hash; whatever is none of ours leads to the runs. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?');
  const parameters = new URLSearchParams(query);
  const of = (name: string) => parameters.get(name) ?? '';
  const [page, id] = path.split('/').filter((part) => part !== '');
  if (page === 'runs' && id) {
    const row = { input: of('input'), file: of('file'), column: of('column') };
    const filter = { ...row, reason: of('reason'), severity: of('severity'), at: of('at') };
    return { page: 'run', runId: decoded(id), filter };
  }
  if (page === 'features') {
    const [search, sort] = [of('search'), of('sort')];
    return { page: 'features', search, sort, column: of('column'), from: of('from'), to: of('to') };
  }
  return { page: 'runs', state: of('state') };
}

/** The hash of a route, which routeOf reads back. */
export function hashOf(route: Route): string {
  if (route.page === 'run') {
    return `#/runs/${encodeURIComponent(route.runId)}${queryOf(route.filter)}`;
  }
  if (route.page === 'features') {
    const { page: _, ...rows } = route;
    return `#/features${queryOf(rows)}`;
  }
  return `#/runs${queryOf({ state: route.state })}`;
}

/** The hash of all runs. */
export const RUNS = hashOf({ page: 'runs', state: '' });

/** The hash of a run, with all its rejects. */
export const runHash = (runId: string): string => hashOf({ page: 'run', runId, filter: ALL_REJECTS });

/** The hash of the rows whose value of a column is from one to another, inclusive. */
export function rangeHash(column: string, from: string, to: string): string {
  return hashOf({ page: 'features', ...ALL_ROWS, column, from, to });
}

/** A query of what is not empty; nothing when all is. */
export function queryOf<Name extends string>(parameters: Readonly<Record<Name, string | number>>): string {
  const kept = Object.entries<string | number>(parameters).filter(([, value]) => value !== '');
  if (kept.length === 0) {
    return '';
  }
  return `?${new URLSearchParams(kept.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
