/** The file of the handler of each route, in handlers/. */
export const HANDLERS: Readonly<Record<string, string>> = {
  '/': 'dashboard',
  '/check/feature_derivation': 'check-feature-derivation',
  '/check/table': 'check-table',
  '/docs': 'docs',
  '/features': 'features',
  '/features/{userId}': 'user-features',
  '/health': 'health',
  '/metrics': 'metrics',
  '/openapi.json': 'openapi',
  '/runs': 'runs',
  '/runs/{runId}': 'run',
  '/runs/{runId}/rejects': 'rejects',
  '/static/{file}': 'static-file',
  '/stats': 'stats',
  '/trigger-etl': 'trigger-etl',
};

/** The query as API Gateway hands it on: the values of a name that is there more than once are joined. */
export function joinedQuery(rawQueryString: string): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}
