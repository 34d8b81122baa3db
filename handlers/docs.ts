import { endpoint } from '../lib/http/endpoint.ts';
import { staticReply } from '../lib/http/reply/static-reply.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { staticFiles } from '../lib/providers/static-files.ts';

/** The API's documentation, as a page to read and to try. */
export const route = defineRoute({
  path: '/docs',
  tag: 'Pages',
  methods: { GET: { summary: 'This documentation, as a page' } },
  answer: { description: 'The file', type: 'text/html', versioned: true },
  errors: [],
  open: true,
  dependencies: { files: staticFiles },
  run: (request, { files }) => Promise.resolve(staticReply(request, files, 'docs.html')),
});

export const handler = endpoint(route);
