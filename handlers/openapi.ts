import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { type StaticFiles, staticReply } from '../lib/http/static-files.ts';
import { staticFiles } from '../lib/providers/static-files.ts';

/** GET /openapi.json: the OpenAPI 3.1 document, made by the build from lib/schemas. */
export function openapi(request: HttpRequest, { files }: { files: StaticFiles }): Promise<HttpReply> {
  return Promise.resolve(staticReply(request, files, 'openapi.json'));
}

export const handler = endpoint(openapi, { files: staticFiles }, { open: true });
