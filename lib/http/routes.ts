/**
 * The methods of every route, for the Allow header of a 405. serverless.yml says the same to API Gateway;
 * tests/unit/serverless.test.ts holds the two together.
 */
export const METHODS_OF_ROUTES: Readonly<Record<string, readonly string[]>> = {
  '/': ['GET', 'HEAD'],
  '/check/feature_derivation': ['GET', 'HEAD'],
  '/check/table': ['GET', 'HEAD'],
  '/docs': ['GET', 'HEAD'],
  '/features': ['GET', 'HEAD'],
  '/features/{userId}': ['GET', 'HEAD'],
  '/health': ['GET', 'HEAD'],
  '/metrics': ['GET', 'HEAD'],
  '/openapi.json': ['GET', 'HEAD'],
  '/runs': ['GET', 'HEAD'],
  '/runs/{runId}': ['GET', 'HEAD'],
  '/runs/{runId}/rejects': ['GET', 'HEAD'],
  '/static/{file}': ['GET', 'HEAD'],
  '/stats': ['GET', 'HEAD'],
  '/trigger-etl': ['GET', 'POST'],
};

const routes = Object.entries(METHODS_OF_ROUTES).map(([route, methods]) => {
  const pattern = new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  return { route, pattern, methods };
});

/** The route that a path belongs to, and its methods; undefined when it is none of ours. */
export function routeOf(
  path: string,
): { readonly route: string; readonly methods: readonly string[] } | undefined {
  return routes.find(({ pattern }) => pattern.test(path));
}
