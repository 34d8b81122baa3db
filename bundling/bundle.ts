/**
 * Makes dist/, when it is imported. Bundles every Lambda in handlers/ into dist/handlers/, one file each, for all ways to run it:
 * serverless-offline, `sls invoke local` and `sls package` load the same files. What the pages consist of goes into
 * dist/static, with a compressed copy beside each file.
 *
 * Most commands of run.sh build, also beside a stack that is running and loads a bundle at its function's first call:
 * so a file that has not changed is left alone, and one that has is replaced in one step.
 */
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, stop } from 'esbuild';
import { dashboardFiles } from '../web/dashboard-files.ts';
import { docsFiles } from '../web/docs-page.ts';
import { contractOf } from '../web/openapi/contract.ts';
import { chosenModel, hashOf, withModel } from './chosen-model.ts';
import { recordBuild, unlessChanged, versionsOf } from './fresh/build-record.ts';
import { projectSources } from './fresh/project-sources.ts';
import { layerFiles } from './layer.ts';
import { type ModelStamp, STAMP_FILE } from './model-stamp.ts';
import { rdsAuthorityFiles } from './rds-authorities.ts';
import { refuseToSwapModels } from './stacks-of-dist.ts';

/** What serverless-offline loads of ours, into its process and into the threads of functions; and a container's health check. */
const offline = [
  'plugin',
  'health-check',
  'guard/guarded-hapi',
  'instances/function-pool',
  'instances/thread',
].map((name) => `local/offline/${name}.ts`);

/** The plugin that packages the stages on AWS. */
const awsPlugin = 'aws/plugin/plugin.ts';

const entryPoints = [...globSync('handlers/**/*.ts'), ...globSync('scripts/*.ts'), ...offline, awsPlugin];

// A change during the build must show at the next one; what builds is among the sources, and was read when this process began.
const sourcesOf = (paths: readonly string[]) => versionsOf(process.cwd(), paths, performance.timeOrigin);
const sources = sourcesOf(projectSources(process.cwd()));
const chosen = await chosenModel(process.env, process.cwd());
await refuseToSwapModels(process.cwd(), chosen);
const { plugins, define } = withModel(chosen, process.cwd());

const options = {
  plugins,
  define,
  write: false,
  bundle: true,
  platform: 'node',
  target: 'node24',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
/** What the handlers declare of their routes: for the documentation, and for what answers all other requests. */
const collecting = contractOf(version, chosen);

const names = collecting.then((contract) => contract.names);
// Needed last: esbuild makes it beside the others.
const dashboard = dashboardFiles(names);
// All are waited for later; until then a failure is nobody's, and would end the process with a stack.
for (const promise of [collecting, names, dashboard]) {
  promise.catch(() => undefined);
}

// The thread that load may start is part of its bundle, as a text: so a function stays one file.
const worker = await build({
  ...options,
  entryPoints: ['lib/pipeline/load/events/aggregate-worker.ts'],
  format: 'cjs',
});

// What parts add up to says by what code they were read: another one must not go on with it.
const { metafile: reading } = await build({
  ...options,
  entryPoints: ['lib/pipeline/load/loaders.ts', 'lib/pipeline/load/events/aggregate-worker.ts'],
  format: 'esm',
  outdir: 'dist',
  metafile: true,
});

const contract = await collecting;

/** How what runs under node is bundled. */
export const bundled = {
  ...options,
  format: 'esm',
  outbase: '.',
  define: {
    ...define,
    AGGREGATE_WORKER: JSON.stringify(worker.outputFiles[0]?.text),
    METHODS_OF_ROUTES: JSON.stringify(contract.methods),
    READER_VERSION: JSON.stringify(hashOf(Object.keys(reading.inputs), process.cwd())),
  },
  // Bundled CommonJS code calls require() for node's own modules, which ESM lacks.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
} as const satisfies BuildOptions;

const { metafile, outputFiles } = await build({
  ...bundled,
  entryPoints,
  outdir: 'dist',
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
});

const files = new Map(outputFiles.map(({ path, contents }) => [relative('.', path), Buffer.from(contents)]));
const stamp: ModelStamp = { folder: chosen.folder, hash: chosen.hash, ...contract.names };
files.set(STAMP_FILE, Buffer.from(`${JSON.stringify(stamp, null, 2)}\n`));
// Without it Lambda (and node) would read the bundles as CommonJS.
files.set('dist/package.json', Buffer.from('{"type":"module"}\n'));
for (const [file, certificates] of rdsAuthorityFiles()) {
  files.set(file, Buffer.from(certificates));
}
for (const [name, contents] of [...(await docsFiles(contract.document)), ...(await dashboard)]) {
  const file = `dist/static/${name}`;
  const isKept = existing(file)?.equals(contents);
  files.set(file, Buffer.from(contents));
  // To compress takes longest, and most commands of run.sh build.
  files.set(
    `${file}.gz`,
    Buffer.from((isKept && existing(`${file}.gz`)) || gzipSync(contents, { level: 9 })),
  );
}
const made = new Map([...files, ...layerFiles(files)]);
for (const [file, contents] of made) {
  replace(file, contents);
}
// run.sh builds in the process that then runs for days.
await stop();
for (const file of globSync(['dist/**/*.{js,map}', 'dist/static/*', 'dist/rds-ca/*'])) {
  if (!files.has(file)) {
    rmSync(file);
  }
}

const others = [...chosen.sources, ...Object.keys(metafile.inputs)].filter((file) => !sources.has(file));
const read = new Map([
  ...unlessChanged(process.cwd(), sources, performance.timeOrigin),
  ...sourcesOf(others),
]);
recordBuild(process.cwd(), chosen.folder, read, made);

function replace(file: string, contents: Buffer): void {
  if (existing(file)?.equals(contents)) {
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, contents);
  renameSync(fresh, file);
}

function existing(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

if (process.argv.includes('--sizes')) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (file.endsWith('.js')) {
      console.log(`${String(bytes).padStart(9)} ${file}`);
    }
  }
}
