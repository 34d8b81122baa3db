import * as z from 'zod/mini';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { anyRoute, error, json, notModified, text } from './answers.ts';

const page = (operationId: string, summary: string, type: string) => ({
  get: {
    operationId,
    tags: ['Pages'],
    summary,
    security: [],
    responses: { ...anyRoute, 200: text('The file', type), 304: notModified },
  },
});

const file = z.object({ file: z.string().register(z.globalRegistry, { examples: ['dashboard.js'] }) });

/** The routes that hold no data. */
export const pagePaths: ZodOpenApiPathsObject = {
  '/': page('dashboard', 'The dashboard', 'text/html'),
  '/docs': page('docs', 'This documentation, as a page', 'text/html'),
  '/openapi.json': {
    get: {
      operationId: 'openapi',
      tags: ['Pages'],
      summary: 'This documentation, as OpenAPI 3.1',
      security: [],
      responses: { ...anyRoute, 200: json('The document', z.looseObject({})), 304: notModified },
    },
  },
  '/static/{file}': {
    get: {
      operationId: 'staticFile',
      tags: ['Pages'],
      summary: 'Scripts and styles of the pages',
      security: [],
      requestParams: { path: file },
      responses: {
        ...anyRoute,
        200: text('The file', '*/*'),
        304: notModified,
        404: error('There is no such file', 'NOT_FOUND'),
      },
    },
  },
};
