/**
 * The methods of every route, for the Allow header of a 405. serverless.yml says the same to API Gateway;
 * tests/unit/serverless.test.ts holds the two together.
 */
export const METHODS_OF_ROUTES: Readonly<Record<string, readonly string[]>> = {
  '/trigger-etl': ['GET', 'POST'],
  '/check/table': ['GET', 'HEAD'],
  '/check/feature_derivation': ['GET', 'HEAD'],
  '/health': ['GET', 'HEAD'],
};
