import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../../lib/model/model.ts';
import { type Options, readCarefully, stage } from '../unit/pipeline/load/entity/staged-rows.ts';

/**
 * Reads a file of the entity from bytes to what the stage is given and, on its own, by the careful path.
 *
 * @throws Error when the two differ in a value, a key or a finding
 */
export async function compareStaging(model: Model, file: Buffer, options: Options): Promise<void> {
  const [fast, careful] = [await stage(model, file, options), await readCarefully(model, file, options)];
  if (!isDeepStrictEqual(fast, careful)) {
    throw new Error(`stage and careful path differ: ${shown(fast)} and ${shown(careful)}`);
  }
}

function shown(outcome: object): string {
  const text = JSON.stringify(outcome, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
  return text.slice(0, 2000);
}
