import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unusableModel } from '../../bundling/model-error.ts';
import type { ModelNames } from '../../bundling/model-stamp.ts';
import type { MethodsOfRoutes } from '../../lib/http/route/route-path.ts';

/** What follows from the declarations of all routes, and of the model. */
export interface Contract {
  /** The OpenAPI document, as JSON. */
  readonly document: string;
  readonly methods: MethodsOfRoutes;
  readonly names: ModelNames;
}

/** More than the contract will ever have, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Collects it in a process of its own: run.sh builds in the process that then runs for days, and has no use for the handlers
 * and all that they import.
 *
 * @param version of this service, for the document
 * @param model its folder, and the file that declares it, relative to the project
 * @throws ModelError with the problems alone, when what the model declares can't be used
 */
export async function contractOf(
  version: string,
  { folder, file }: { readonly folder: string; readonly file: string },
): Promise<Contract> {
  const program = join(import.meta.dirname, 'print-contract.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, version, folder, file], {
    maxBuffer: MOST_BYTES,
  });
  const printed = JSON.parse(stdout) as Contract | { readonly problem: string };
  if ('problem' in printed) {
    throw unusableModel(printed.problem);
  }
  return printed;
}
