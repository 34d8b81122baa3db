import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MethodsOfRoutes } from '../../lib/http/route/route-path.ts';

/** What follows from the declarations of all routes. */
export interface Contract {
  /** The OpenAPI document, as JSON. */
  readonly document: string;
  readonly methods: MethodsOfRoutes;
}

/** More than the contract will ever have, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** An error of the program that is about a declaration: its message, without where in our code it was thrown. */
const DECLARATION_ERROR = /^DeclarationError: (.*?)\n {4}at /ms;

/**
 * Collects it in a process of its own: run.sh builds in the process that then runs for days, and has no use for the handlers
 * and all that they import.
 *
 * @param version of this service, for the document
 * @throws Error with the problems alone, when what lib/inputs.ts declares can't be used
 */
export async function contractOf(version: string): Promise<Contract> {
  const program = join(import.meta.dirname, 'print-contract.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, version], {
    maxBuffer: MOST_BYTES,
  }).catch((error: Error) => {
    const [, problems] = DECLARATION_ERROR.exec(error.message) ?? [];
    throw problems === undefined ? error : new Error(`lib/inputs.ts: ${problems}`, { cause: error });
  });
  return JSON.parse(stdout) as Contract;
}
