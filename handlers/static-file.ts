import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { type StaticFiles, staticReply } from '../lib/http/static-files.ts';
import { staticFiles } from '../lib/providers/static-files.ts';

/** GET /static/{file}: scripts and styles of the pages. */
export function staticFile(request: HttpRequest, { files }: { files: StaticFiles }): Promise<HttpReply> {
  return Promise.resolve(staticReply(request, files, request.params['file'] ?? ''));
}

export const handler = endpoint(staticFile, { files: staticFiles }, { open: true });
