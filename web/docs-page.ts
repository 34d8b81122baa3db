import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ICON } from './icon.ts';

const PROJECT = join(import.meta.dirname, '..');
const FOLDER = join(import.meta.dirname, 'docs');

/** Swagger UI from its package: its script and its style, nothing that it would fetch or report. */
const SWAGGER_UI = ['swagger-ui-bundle.js', 'swagger-ui.css'];

/** The files of /docs and /openapi.json, by name. @param document the OpenAPI document, as JSON */
export async function docsFiles(document: string): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: { docs: join(FOLDER, 'docs.ts'), 'docs-style': join(FOLDER, 'docs.css') },
    outdir: '.',
    write: false,
    bundle: true,
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const made = (ending: string): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (!file) {
      throw new Error(`esbuild made no ${ending}`);
    }
    return file.contents;
  };
  const page = readFileSync(join(FOLDER, 'docs.html'), 'utf8').replace('{icon}', ICON);
  return new Map<string, Uint8Array>([
    ...SWAGGER_UI.map(
      (name) => [name, readFileSync(join(PROJECT, 'node_modules/swagger-ui-dist', name))] as const,
    ),
    ['docs.html', Buffer.from(page)],
    ['docs.css', made('.css')],
    ['docs.js', made('.js')],
    ['openapi.json', Buffer.from(document)],
  ]);
}
