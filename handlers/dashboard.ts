import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { type StaticFiles, staticReply } from '../lib/http/static-files.ts';
import { staticFiles } from '../lib/providers/static-files.ts';

/** GET /: the dashboard. It holds no data, and asks for the API key itself. */
export function dashboard(request: HttpRequest, { files }: { files: StaticFiles }): Promise<HttpReply> {
  return Promise.resolve(staticReply(request, files, 'index.html'));
}

export const handler = endpoint(dashboard, { files: staticFiles }, { open: true });
