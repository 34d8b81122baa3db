import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..');

/** Swagger UI from its package: its script and its style, nothing that it would fetch or report. */
const SWAGGER_UI = ['swagger-ui-bundle.js', 'swagger-ui.css'];
const OWN = ['docs.html', 'docs.css', 'docs.js'];

/** The files of /docs and /openapi.json, by name. @param document the OpenAPI document, as JSON */
export function docsFiles(document: string): Map<string, Uint8Array> {
  return new Map<string, Uint8Array>([
    ...SWAGGER_UI.map(
      (name) => [name, readFileSync(join(PROJECT, 'node_modules/swagger-ui-dist', name))] as const,
    ),
    ...OWN.map((name) => [name, readFileSync(join(import.meta.dirname, name))] as const),
    ['openapi.json', Buffer.from(document)],
  ]);
}
