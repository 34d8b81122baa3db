import { execFileSync, spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROJECT = join(import.meta.dirname, '../../..');
const MODULES = join(PROJECT, 'node_modules');

/** Options with which node lets openapi-typescript have the TypeScript that it is made for. */
export const NODE_OPTIONS = ['--import', pathToFileURL(join(import.meta.dirname, 'typescript-5.ts')).href];

/** How strictly a client is compiled: as strictly as the compiler can. */
const COMPILER_OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  target: 'es2024',
  module: 'nodenext',
  lib: ['es2024', 'dom'],
  types: [],
  noEmit: true,
  allowImportingTsExtensions: true,
  // Casts such as <Run>value are none of the syntax then.
  erasableSyntaxOnly: true,
};

/** Makes a folder a project of its own, which has the packages of this one. */
export function makeClientProject(folder: string): void {
  symlinkSync(MODULES, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
}

/** Generates `etl.ts` in a folder: the types of an OpenAPI document, as openapi-typescript makes them. */
export function generateTypes(folder: string, document: object): void {
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
  const program = join(MODULES, 'openapi-typescript/bin/cli.js');
  execFileSync(process.execPath, [...NODE_OPTIONS, program, 'openapi.json', '--output', 'etl.ts'], {
    cwd: folder,
    stdio: 'pipe',
  });
}

/** What the compiler says of a file in a folder: nothing when all is right. */
export function compilerSays(folder: string, file: string): string {
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: [file] }),
  );
  const compiler = join(MODULES, 'typescript/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, '--project', folder], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}
