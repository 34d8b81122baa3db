/**
 * Bundles every Lambda in handlers/ into dist/handlers/, one file each, for all ways to run it:
 * serverless-offline, `sls invoke local` and `sls package` load the same files.
 */
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const entryPoints = [...globSync('handlers/**/*.ts'), ...globSync('scripts/*.ts')];

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
// Without it Lambda (and node) would read the bundles as CommonJS.
writeFileSync('dist/package.json', '{"type":"module"}\n');

const { metafile } = await build({
  entryPoints,
  outdir: 'dist',
  outbase: '.',
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  metafile: true,
  // Bundled CommonJS code calls require() for node's own modules, which ESM lacks.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

if (process.argv.includes('--sizes')) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (file.endsWith('.js')) console.log(`${String(bytes).padStart(9)} ${file}`);
  }
}
