import * as z from 'zod/mini';
import { endpoint } from '../lib/http/endpoint.ts';
import { staticReply } from '../lib/http/reply/static-reply.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { staticFiles } from '../lib/providers/static-files.ts';

/** The OpenAPI 3.1 document, which the build makes of all routes. */
export const route = defineRoute({
  path: '/openapi.json',
  tag: 'Pages',
  methods: { GET: { summary: 'This documentation, as OpenAPI 3.1' } },
  answer: { description: 'The document', json: z.looseObject({}), versioned: true },
  errors: [],
  open: true,
  dependencies: { files: staticFiles },
  run: (request, { files }) => Promise.resolve(staticReply(request, files, 'openapi.json')),
});

export const handler = endpoint(route);
