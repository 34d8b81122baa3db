import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const FOLDER = join(import.meta.dirname, 'dashboard');

/** The files of the dashboard, by name. */
export async function dashboardFiles(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: {
      dashboard: join(FOLDER, 'main.tsx'),
      'dashboard-style': join(FOLDER, 'styles/dashboard.css'),
    },
    outdir: '.',
    write: false,
    bundle: true,
    minify: true,
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const named = (ending: string) => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (!file) {
      throw new Error(`esbuild made no ${ending}`);
    }
    return file.contents;
  };
  return new Map([
    ['index.html', readFileSync(join(FOLDER, 'index.html'))],
    ['dashboard.js', named('.js')],
    ['dashboard.css', named('.css')],
  ]);
}
