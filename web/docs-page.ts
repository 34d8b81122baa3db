import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeclaredRoute } from './openapi/declared-routes.ts';
import { openApiDocument } from './openapi/document.ts';

const PROJECT = join(import.meta.dirname, '..');

/** Swagger UI from its package: its script and its style, nothing that it would fetch or report. */
const SWAGGER_UI = ['swagger-ui-bundle.js', 'swagger-ui.css'];
const OWN = ['docs.html', 'docs.css', 'docs.js'];

/** The files of /docs and /openapi.json, by name. */
export function docsFiles(routes: readonly DeclaredRoute[]): Map<string, Uint8Array> {
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  const document = JSON.stringify(openApiDocument(version, routes));
  return new Map<string, Uint8Array>([
    ...SWAGGER_UI.map(
      (name) => [name, readFileSync(join(PROJECT, 'node_modules/swagger-ui-dist', name))] as const,
    ),
    ...OWN.map((name) => [name, readFileSync(join(import.meta.dirname, name))] as const),
    ['openapi.json', Buffer.from(document)],
  ]);
}
