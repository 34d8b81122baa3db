import { endpoint } from '../lib/http/endpoint.ts';
import { staticReply } from '../lib/http/reply/static-reply.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { staticFiles } from '../lib/providers/static-files.ts';
import { filePath } from '../lib/schemas/parameters.ts';

/** The scripts and styles of the pages. */
export const route = defineRoute({
  path: '/static/{file}',
  tag: 'Pages',
  methods: { GET: { summary: 'The scripts and styles of the pages' } },
  params: filePath,
  answer: { description: 'The file', type: '*/*', versioned: true },
  errors: ['NOT_FOUND'],
  open: true,
  dependencies: { files: staticFiles },
  run: (request, { files }) => Promise.resolve(staticReply(request, files, request.params.file)),
});

export const handler = endpoint(route);
