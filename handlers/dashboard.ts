import { endpoint } from '../lib/http/endpoint.ts';
import { staticReply } from '../lib/http/reply/static-reply.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { staticFiles } from '../lib/providers/static-files.ts';

/** The dashboard. It holds no data, and asks for the API key itself. */
export const route = defineRoute({
  path: '/',
  tag: 'Pages',
  methods: { GET: { summary: 'The dashboard' } },
  answer: { description: 'The file', type: 'text/html', versioned: true },
  errors: [],
  open: true,
  dependencies: { files: staticFiles },
  run: (request, { files }) => Promise.resolve(staticReply(request, files, 'index.html')),
});

export const handler = endpoint(route);
