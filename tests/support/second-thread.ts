import { join } from 'node:path';
import { buildSync } from 'esbuild';

const PROJECT = join(import.meta.dirname, '../..');

/**
 * The second thread of load as a bundle, for tests that run lib/ from its sources, as bundling/bundle.ts puts it into the functions.
 * Started from its .ts file instead, node would strip the types in that thread, by WebAssembly of its own, while the first thread runs
 * the kernel. Threads that make and free WebAssembly at the same time can crash V8 (SIGSEGV): it was seen once here, and is known elsewhere.
 *
 * @param entryPoint of another second thread, relative to the project
 */
export function secondThread(entryPoint = 'lib/pipeline/load/events/aggregate-worker.ts'): string {
  const { outputFiles } = buildSync({
    absWorkingDir: PROJECT,
    entryPoints: [entryPoint],
    define: { MODEL_FOLDER: '"lib"' },
    ...{ bundle: true, write: false, platform: 'node', target: 'node24', format: 'cjs', logLevel: 'warning' },
  });
  return outputFiles[0]?.text ?? '';
}
