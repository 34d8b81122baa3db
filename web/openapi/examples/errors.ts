import { AirflowUnavailableError, asServiceError } from '../../../lib/clients/airflow/errors.ts';
import { DatabaseUnavailableError } from '../../../lib/clients/postgres.ts';
import type { AnswerCode } from '../../../lib/error-codes.ts';
import { ServiceError } from '../../../lib/errors.ts';
import { refuseOtherMethods, refuseUnintended, requireApiKey } from '../../../lib/http/guards.ts';
import { tooLate } from '../../../lib/http/http-handler.ts';
import { toRequest } from '../../../lib/http/message.ts';
import { errorReply } from '../../../lib/http/reply/error-reply.ts';
import { bodyOf } from '../../../lib/http/reply/json-body.ts';
import { methodsOf, type RouteDeclaration } from '../../../lib/http/route/route.ts';
import { otherSchema } from '../../../lib/http/schema-mismatch.ts';
import type { Model } from '../../../lib/model/model.ts';
import { ended } from '../../../lib/pipeline/runs/cancel.ts';
import { refusals } from '../../../lib/pipeline/trigger/trigger-errors.ts';
import { SCHEMA_VERSION } from '../../../lib/store/schema/schema-version.ts';
import { badParameter } from './bad-parameter.ts';
import { REQUEST_ID, RUN_ID } from './moments.ts';
import { runRecord } from './run-record.ts';
import { healthyExample } from './service.ts';
import { thrownBy } from './thrown-by.ts';

/** An error as a route has it; where it can be had from the code that throws it, it is that one. */
type ErrorOf = (route: RouteDeclaration, model: Model) => unknown;

/** An error of each code. A new code has its line here: the compiler says so. */
const ERRORS: Readonly<Record<AnswerCode, ErrorOf>> = {
  INVALID_PARAMETER: badParameter,
  INVALID_BODY: ({ body }) => thrownBy(() => bodyOf(body, { method: 'POST', body: '{"asOf":"31.01.2026"}' })),
  TOO_FREQUENT: () => refusals.tooFrequent(4, `run ${RUN_ID} is running`),
  DAG_LOADING: refusals.dagLoading,
  API_KEY_REQUIRED: () => thrownBy(() => requireApiKey(toRequest({}), 'the key')),
  UNINTENDED_REQUEST: () =>
    thrownBy(() => refuseUnintended(toRequest({ headers: { 'sec-purpose': 'prefetch' } }))),
  NOT_FOUND: () => new ServiceError('NOT_FOUND', 'There is no file dashboards.js'),
  RUN_NOT_FOUND: () => new ServiceError('RUN_NOT_FOUND', 'There is no run etl-1'),
  USER_NOT_FOUND: (_, { entity }) => new ServiceError('USER_NOT_FOUND', `There is no ${entity.one} 42`),
  TABLE_MISSING: ({ path }) =>
    new ServiceError('TABLE_MISSING', OWN_TEXTS[path] ?? 'There is no table yet: no run has published'),
  TABLE_EMPTY: ({ path }) => new ServiceError('TABLE_EMPTY', OWN_TEXTS[path] ?? 'The table has no rows'),
  METHOD_NOT_ALLOWED: (route) => thrownBy(() => refuseOtherMethods({ method: 'DELETE' }, methodsOf(route))),
  DAG_PAUSED: refusals.paused,
  INTERNAL_ERROR: () => new Error('whatever it was'),
  DAG_IMPORT_ERROR: () => refusals.importError(['/opt/airflow/dags/etl_pipeline.py']),
  AIRFLOW_UNAVAILABLE: () => asServiceError(new AirflowUnavailableError('it does not answer')),
  DATABASE_UNAVAILABLE: () => new DatabaseUnavailableError(undefined),
  SCHEMA_OLDER: () => otherSchema(SCHEMA_VERSION - 1),
  SCHEMA_NEWER: () => otherSchema(SCHEMA_VERSION + 1),
  TRIGGER_UNCERTAIN: () => refusals.uncertain(undefined),
  NOT_READY: () => new ServiceError('NOT_READY', 'Not ready', { details: { dependencies: withoutRedis() } }),
  RUN_ENDED: (_, model) => ended(RUN_ID, runRecord(model)),
  TIMEOUT: tooLate,
};

/** Texts that are the users' contract, of routes that always had them. */
const OWN_TEXTS: Readonly<Record<string, string>> = {
  '/check/table': 'Table creation failed',
  '/check/feature_derivation': 'Feature Derivation insert failed',
};

function withoutRedis() {
  const { dependencies } = healthyExample();
  return { ...dependencies, redis: { ready: false, durationMs: 3, reason: 'unavailable' } };
}

/** The body that a route answers with when it fails with that code. */
export function errorExample(code: AnswerCode, route: RouteDeclaration, model: Model): unknown {
  return errorReply(ERRORS[code](route, model), REQUEST_ID, route.statuses).body;
}
