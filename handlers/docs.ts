import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { type StaticFiles, staticReply } from '../lib/http/static-files.ts';
import { staticFiles } from '../lib/providers/static-files.ts';

/** GET /docs: the API's documentation, as a page to read and to try. */
export function docs(request: HttpRequest, { files }: { files: StaticFiles }): Promise<HttpReply> {
  return Promise.resolve(staticReply(request, files, 'docs.html'));
}

export const handler = endpoint(docs, { files: staticFiles }, { open: true });
