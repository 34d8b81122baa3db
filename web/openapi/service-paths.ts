import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { runConfMembers } from '../../lib/pipeline/run-conf.ts';
import { featuresInserted, healthy, tableCreated, triggered } from '../../lib/schemas/service.ts';
import { OPEN_METRICS_TYPE } from '../../lib/views/open-metrics.ts';
import { anyRoute, error, fromDatabase, json, keyed, text } from './answers.ts';

const refusals = {
  400: error(
    'Another run was triggered or is under way; Airflow has not loaded the DAG; the body or a parameter can not be used',
    'TOO_FREQUENT',
    'DAG_LOADING',
    'INVALID_BODY',
    'INVALID_PARAMETER',
  ),
  403: error('A prefetch or another site', 'UNINTENDED_REQUEST'),
  409: error('The DAG is paused in Airflow', 'DAG_PAUSED'),
  502: error("Airflow can't import the DAG's file", 'DAG_IMPORT_ERROR'),
  503: error(
    'Airflow does not answer, or not in time',
    'AIRFLOW_UNAVAILABLE',
    'TRIGGER_UNCERTAIN',
    'TIMEOUT',
  ),
} as const;

const started = { ...keyed, 200: json('A run was started', triggered), ...refusals };

/** The routes that start a run, and those that tell whether the service works. */
export const servicePaths: ZodOpenApiPathsObject = {
  '/trigger-etl': {
    get: {
      operationId: 'triggerEtl',
      tags: ['Pipeline'],
      summary: 'Start a run',
      description: 'POST does the same and is the better choice: tools prefetch a GET.',
      responses: started,
    },
    post: {
      operationId: 'triggerEtlByPost',
      tags: ['Pipeline'],
      summary: 'Start a run, with a date or leave to delete many rows',
      description:
        'A date more than a day ahead of today (UTC) is refused unless `acceptFutureDate` is true: as a rule it is a typing error.',
      requestBody: {
        required: false,
        // What /docs has ready to be executed: made of the schema, it would publish as of any date and delete anybody.
        content: { 'application/json': { schema: z.strictObject(runConfMembers), example: {} } },
      },
      responses: started,
    },
  },
  '/check/table': {
    get: {
      operationId: 'checkTable',
      tags: ['Pipeline'],
      summary: 'Is the table there?',
      responses: {
        ...fromDatabase,
        200: json('The table users_derivation exists', tableCreated),
        500: error('It does not, or an error of ours', 'TABLE_MISSING', 'INTERNAL_ERROR'),
      },
    },
  },
  '/check/feature_derivation': {
    get: {
      operationId: 'checkFeatureDerivation',
      tags: ['Pipeline'],
      summary: 'Is the table filled?',
      responses: {
        ...fromDatabase,
        200: json('users_derivation has rows', featuresInserted),
        500: error('It has none, or an error of ours', 'TABLE_EMPTY', 'TABLE_MISSING', 'INTERNAL_ERROR'),
      },
    },
  },
  '/health': {
    get: {
      operationId: 'health',
      tags: ['Service'],
      summary: 'Does the service answer, and are its dependencies ready?',
      security: [],
      responses: {
        ...anyRoute,
        200: json('Everything is ready', healthy),
        503: error('A dependency is not; `dependencies` says which', 'NOT_READY', 'TIMEOUT'),
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      tags: ['Service'],
      summary: 'Gauges for Prometheus',
      responses: { ...fromDatabase, 200: text('OpenMetrics 1.0', OPEN_METRICS_TYPE) },
    },
  },
};
