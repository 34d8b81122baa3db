/**
 * Builds dist/, and bundles what is measured into bench/dist: it is measured as it runs. From source, node would take the types
 * out of it first, in each thread.
 */
import { build, stop } from 'esbuild';
import { bundled } from '../bundling/bundle.ts';

const measured = ['ours', 'ours-folder', 'ours-parts', 'users/ours-users'].map(
  (name) => `bench/data/${name}.ts`,
);
await build({ ...bundled, write: true, outbase: 'bench', entryPoints: measured, outdir: 'bench/dist' });
await stop();
