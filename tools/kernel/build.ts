/**
 * Compiles the kernel, the same without vectors for the tests to compare it with, and what splits lines of the entity:
 * `npm ci --prefix tools/kernel && node tools/kernel/build.ts`. With `--check` it writes nothing, and fails when what is
 * committed is not what the sources compile to.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const KERNEL = 'lib/aggregation/kernel/assembly';
const LINES = 'lib/pipeline/load/entity/lines/assembly';
const COMPILER = join(import.meta.dirname, 'node_modules/assemblyscript/bin/asc.js');
const TARGETS = [
  { sources: KERNEL, file: 'lib/aggregation/kernel/wasm.ts', vectors: true },
  { sources: KERNEL, file: 'tests/unit/aggregation/kernel/scalar-wasm.ts', vectors: false },
  { sources: LINES, file: 'lib/pipeline/load/entity/lines/wasm.ts', vectors: true },
];

/** Compiles to WebAssembly with 128-bit vectors: no runtime, no garbage collector, no import but what rows.ts declares. */
function compile(sources: string, vectors: boolean): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'etl-kernel-'));
  try {
    cpSync(join(ROOT, sources), directory, { recursive: true });
    if (!vectors) {
      withoutVectors(join(directory, 'settings.ts'));
    }
    const file = join(directory, 'kernel.wasm');
    const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];
    const args = [COMPILER, join(directory, 'index.ts'), '--outFile', file, ...flags];
    execFileSync(process.execPath, args, { stdio: 'inherit' });
    return readFileSync(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function withoutVectors(file: string): void {
  const [on, off] = ['USE_VECTORS: bool = true', 'USE_VECTORS: bool = false'];
  const text = readFileSync(file, 'utf8');
  if (!text.includes(on)) {
    throw new Error(`${file} has no ${on}`);
  }
  writeFileSync(file, text.replace(on, off));
}

const LINE = 118;

function moduleOf(wasm: Buffer): string {
  const lines = wasm.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `/** Made by tools/kernel/build.ts from assembly/: ${wasm.length} bytes of WebAssembly, in base64. */
export const wasm = \`
${lines.join('\n')}
\`;
`;
}

for (const { sources, file, vectors } of TARGETS) {
  const text = moduleOf(compile(sources, vectors));
  if (!process.argv.includes('--check')) {
    writeFileSync(join(ROOT, file), text);
  } else if (readFileSync(join(ROOT, file), 'utf8') !== text) {
    console.error(`${file} is not what assembly/ compiles to: run node tools/kernel/build.ts`);
    process.exitCode = 1;
  }
}
