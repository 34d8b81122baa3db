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

/**
 * Collects it in a process of its own: run.sh builds in the process that then runs for days, and has no use for the handlers
 * and all that they import.
 *
 * @param version of this service, for the document
 */
export async function contractOf(version: string): Promise<Contract> {
  const program = join(import.meta.dirname, 'print-contract.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, version], {
    maxBuffer: MOST_BYTES,
  });
  return JSON.parse(stdout) as Contract;
}
