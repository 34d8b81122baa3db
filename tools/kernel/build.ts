/**
 * Compiles the kernel: `npm ci --prefix tools/kernel && node tools/kernel/build.ts`. With `--check` it writes nothing, and
 * fails when what is committed is not what the sources compile to.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KERNEL = join(import.meta.dirname, '../../lib/csv/kernel');
const TARGET = join(KERNEL, 'wasm.ts');
const COMPILER = join(import.meta.dirname, 'node_modules/assemblyscript/bin/asc.js');

/** Compiles to WebAssembly with 128-bit vectors: no runtime, no garbage collector, no import but `abort`. */
function compile(): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'etl-kernel-'));
  const file = join(directory, 'kernel.wasm');
  const source = join(KERNEL, 'assembly/index.ts');
  const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];
  execFileSync(process.execPath, [COMPILER, source, '--outFile', file, ...flags], { stdio: 'inherit' });
  const bytes = readFileSync(file);
  rmSync(directory, { recursive: true });
  return bytes;
}

const LINE = 118;
const wasm = compile();
const lines = wasm.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
const text = `/** Made by tools/kernel/build.ts from assembly/: ${wasm.length} bytes of WebAssembly, in base64. */
export const wasm = \`
${lines.join('\n')}
\`;
`;
if (!process.argv.includes('--check')) writeFileSync(TARGET, text);
else if (readFileSync(TARGET, 'utf8') !== text) {
  console.error('lib/csv/kernel/wasm.ts is not what assembly/ compiles to: run node tools/kernel/build.ts');
  process.exitCode = 1;
}
