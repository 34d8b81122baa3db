import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ModelNames } from '../bundling/model-stamp.ts';
import { ICON } from './icon.ts';

const FOLDER = join(import.meta.dirname, 'dashboard');

/**
 * The files of the dashboard, by name. They are made meanwhile, and are there when it is known what is called after the model.
 */
export async function dashboardFiles(names: Promise<ModelNames>): Promise<Map<string, Uint8Array>> {
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
    ['index.html', Buffer.from(pageWith(await names))],
    ['dashboard.js', named('.js')],
    ['dashboard.css', named('.css')],
  ]);
}

/** The page. Names are of letters, digits and _ (lib/model/declaration/input-problems.ts), so that there is nothing to escape. */
function pageWith(names: ModelNames): string {
  const page = readFileSync(join(FOLDER, 'index.html'), 'utf8');
  return Object.entries({ ...names, icon: ICON }).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, value),
    page,
  );
}
