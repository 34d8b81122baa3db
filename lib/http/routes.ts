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

const patterns = Object.entries(METHODS_OF_ROUTES).map(([route, methods]) => {
  return {
    pattern: new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods,
  };
});

/** The methods that a path is served with; undefined when it is no route of ours. */
export function methodsOf(path: string): readonly string[] | undefined {
  return patterns.find(({ pattern }) => pattern.test(path))?.methods;
}
