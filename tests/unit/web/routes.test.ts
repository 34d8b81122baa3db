import { expect, test } from 'vitest';
import { ALL_REJECTS } from '../../../web/dashboard/pages/run/rejects/reject-filter.ts';
import { ALL_ROWS, hashOf, queryOf, type Route, rangeHash, routeOf } from '../../../web/dashboard/routes.ts';

const ONE_KIND = {
  ...ALL_REJECTS,
  ...{ input: 'users', column: 'signup_date', reason: 'bad_date', severity: 'reject', at: 'users.csv:1802' },
};
/** As a link of an earlier release has it. */
const OF_A_FILE = { ...ALL_REJECTS, file: 'user_experiments' };

test.each([
  ['', { page: 'runs', state: '' }],
  ['#/', { page: 'runs', state: '' }],
  ['#/no/such/page', { page: 'runs', state: '' }],
  ['#/runs?state=failed', { page: 'runs', state: 'failed' }],
  ['#/runs/etl-1', { page: 'run', runId: 'etl-1', filter: ALL_REJECTS }],
  ['#/runs/%', { page: 'run', runId: '%', filter: ALL_REJECTS }],
  ['#/runs/etl-1?file=user_experiments', { page: 'run', runId: 'etl-1', filter: OF_A_FILE }],
  ['#/features', { page: 'features', ...ALL_ROWS }],
  ['#/features?column=age&from=10', { page: 'features', ...ALL_ROWS, column: 'age', from: '10' }],
])('%s leads to a page', (hash, route) => {
  expect(routeOf(hash)).toEqual(route);
});

test.each<Route>([
  { page: 'runs', state: 'failed' },
  { page: 'run', runId: 'manual__2026-01-01T00:00:00+00:00', filter: ONE_KIND },
  { page: 'features', ...ALL_ROWS, search: 'Zoë & Co? #1', sort: '-experiments_count' },
  { page: 'features', search: '', sort: '', column: 'name', from: 'A & B', to: '#Z?' },
])('what is shown is in the address: %j', (route) => {
  expect(routeOf(hashOf(route))).toEqual(route);
});

test('what is empty is left out of a query', () => {
  expect(queryOf({ search: '', sort: 'name', limit: 25 })).toBe('?sort=name&limit=25');
});

test('a query of nothing is nothing', () => {
  expect(queryOf({ search: '' })).toBe('');
});

test('a bar leads to the rows that it counts', () => {
  expect(rangeHash('age', '10', '19')).toBe('#/features?column=age&from=10&to=19');
});
