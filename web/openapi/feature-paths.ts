import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { features } from '../../lib/features.ts';
import { featurePage, statsBody, userFeatures } from '../../lib/schemas/feature.ts';
import { featuresQuery, userPath } from '../../lib/schemas/parameters.ts';
import { described } from '../../lib/schemas/shapes.ts';
import { tableColumns } from '../../lib/store/feature-sql.ts';
import { error, fromDatabase, json, jsonOrCsv, notModified } from './answers.ts';

const tableMissing = error('No run has published yet', 'TABLE_MISSING');

/** The columns that there are, each in both directions. */
const sorts = tableColumns(features).flatMap(({ name }) => [name, `-${name}`]);

/** The handler looks the column up; the document can say which there are. */
const query = z.extend(featuresQuery, {
  sort: described(z._default(z.enum(sorts), 'user_id'), 'A column, with `-` in front for descending'),
});

/** The routes about what was derived. */
export const featurePaths: ZodOpenApiPathsObject = {
  '/features': {
    get: {
      operationId: 'features',
      tags: ['Features'],
      summary: 'Derived rows, sorted and searched',
      requestParams: { query },
      responses: {
        ...fromDatabase,
        200: jsonOrCsv('A page of rows', featurePage),
        304: notModified,
        404: tableMissing,
      },
    },
  },
  '/features/{userId}': {
    get: {
      operationId: 'userFeatures',
      tags: ['Features'],
      summary: 'The derived row of one user',
      requestParams: { path: userPath },
      responses: {
        ...fromDatabase,
        200: json('The row', userFeatures),
        304: notModified,
        404: error('There is no such user, or no table yet', 'USER_NOT_FOUND', 'TABLE_MISSING'),
      },
    },
  },
  '/stats': {
    get: {
      operationId: 'stats',
      tags: ['Features'],
      summary: 'How the values of each feature are distributed',
      responses: { ...fromDatabase, 200: json('Histograms', statsBody), 304: notModified, 404: tableMissing },
    },
  },
};
