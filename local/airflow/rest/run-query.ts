import { type DagRun, dagRunStates } from '../dag/dag-run.ts';
import { HttpError, invalid } from './http.ts';

/** Airflow's defaults: api.page_size (50 unless asked otherwise) and api.maximum_page_limit. */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/** Airflow's DagRunType. Nothing but requests starts runs here, and theirs are these. */
const OURS = 'manual';
const RUN_TYPES = [
  'backfill',
  'scheduled',
  OURS,
  'operator_triggered',
  'asset_triggered',
  'asset_materialization',
];

/** One page of a list, and how many there are on all pages. */
export interface Page<T> {
  items: T[];
  total: number;
}

/**
 * The runs a query of GET dagRuns asks for: `state` and `run_type` (repeatable), `run_id_prefix_pattern`, `order_by` (`id` or
 * `-id`), `limit`, `offset`. Other filters of Airflow's are refused, not ignored: an emulator that ignores a
 * filter answers wrongly.
 * @throws HttpError 400 or 422 as Airflow does.
 */
export function queryRuns(runs: readonly DagRun[], query: URLSearchParams): Page<DagRun> {
  const known = new Set(['state', 'run_type', 'run_id_prefix_pattern', 'order_by', 'limit', 'offset']);
  for (const name of query.keys()) {
    if (!known.has(name)) {
      throw new HttpError(400, `The emulator knows no query parameter ${name}`);
    }
  }
  const states = query.getAll('state');
  if (!states.every((state) => dagRunStates.some((valid) => valid === state))) {
    throw new HttpError(422, `Invalid value for state. Valid values are ${dagRunStates.join(', ')}`);
  }
  const types = query.getAll('run_type');
  if (!types.every((type) => RUN_TYPES.includes(type))) {
    throw new HttpError(422, `Invalid value for run type. Valid values are ${RUN_TYPES.join(', ')}`);
  }
  const startsWith = prefixTest(query.get('run_id_prefix_pattern'));
  const found = runs
    .filter((run) => states.length === 0 || states.includes(run.state))
    .filter((run) => (types.length === 0 || types.includes(OURS)) && startsWith(run.runId))
    .sort((a, b) => a.id - b.id);
  if (isDescending(query.get('order_by') ?? 'id')) {
    found.reverse();
  }
  return page(found, query);
}

/** The page that `limit` and `offset` ask for. @throws HttpError 422 when one is no whole number from 0. */
export function page<T>(items: T[], query: URLSearchParams): Page<T> {
  const limit = Math.min(wholeNumber(query, 'limit', DEFAULT_LIMIT), MAX_LIMIT);
  const offset = wholeNumber(query, 'offset', 0);
  return { items: items.slice(offset, offset + limit), total: items.length };
}

function isDescending(orderBy: string): boolean {
  if (orderBy === 'id' || orderBy === '-id') {
    return orderBy === '-id';
  }
  const attribute = orderBy.replace(/^-/, '');
  throw new HttpError(
    400,
    `Ordering with '${attribute}' is disallowed or the attribute does not exist on the model`,
  );
}

/**
 * Airflow compares by an index range, for which it drops what is not alphanumeric from the end of the pattern:
 * `etl-` matches `etlx` too. `|` separates alternatives.
 */
function prefixTest(pattern: string | null): (runId: string) => boolean {
  if (pattern === null) {
    return () => true;
  }
  const prefixes = pattern.split('|').map((term) => term.trim().replace(/[^\p{L}\p{N}]+$/u, ''));
  return (runId) => prefixes.some((prefix) => runId.startsWith(prefix));
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) {
    return otherwise;
  }
  if (/^\d{1,9}$/.test(text)) {
    return Number(text);
  }
  throw invalid(['query', name], 'int_parsing', 'Input should be a valid integer', text);
}
