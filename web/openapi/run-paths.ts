import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { rejectsQuery, runPath, runsQuery } from '../../lib/schemas/parameters.ts';
import { rejectPage, runDetail, runPage } from '../../lib/schemas/run.ts';
import { error, fromDatabase, json, jsonOrCsv } from './answers.ts';

const notFound = error('There is no such run', 'RUN_NOT_FOUND');

/** The routes about runs. */
export const runPaths: ZodOpenApiPathsObject = {
  '/runs': {
    get: {
      operationId: 'runs',
      tags: ['Runs'],
      summary: 'The runs on record, the newest first',
      requestParams: { query: runsQuery },
      responses: { ...fromDatabase, 200: json('A page of runs', runPage) },
    },
  },
  '/runs/{runId}': {
    get: {
      operationId: 'run',
      tags: ['Runs'],
      summary: 'A run: how far it is, what it came to, what differs from the run before it',
      requestParams: { path: runPath },
      responses: {
        ...fromDatabase,
        200: json('The run', runDetail),
        404: notFound,
        503: error(
          'The database, or Airflow for a run that is not recorded yet, does not answer',
          'DATABASE_UNAVAILABLE',
          'AIRFLOW_UNAVAILABLE',
          'TIMEOUT',
        ),
      },
    },
  },
  '/runs/{runId}/rejects': {
    get: {
      operationId: 'rejects',
      tags: ['Runs'],
      summary: 'Rows that were rejected or warned of: file, line, column, reason, raw text',
      description: 'The first 10,000 rows of each kind are listed; the run counts all of them.',
      requestParams: { path: runPath, query: rejectsQuery },
      responses: {
        ...fromDatabase,
        200: jsonOrCsv('A page of rows, by file and line', rejectPage),
        404: notFound,
      },
    },
  },
};
