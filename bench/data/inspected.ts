import { basename, dirname } from 'node:path';
import type { Input } from '../../lib/model/inputs.ts';
import type { Model } from '../../lib/model/model.ts';
import { type InspectedSource, inspectSource } from '../../lib/pipeline/plan/inspect.ts';
import { locationOf } from '../../lib/sources/location.ts';

/** The file of an input at a path, with its header. @throws Error when it can't be used */
export async function inspected(path: string, model: Model, input: Input): Promise<InspectedSource> {
  const location = locationOf(dirname(path));
  const look = await inspectSource(input, basename(path), location, { ETL_MAX_RECORD_BYTES: 1 << 20 }, model);
  if ('problems' in look) {
    throw new Error(look.problems[0]?.message);
  }
  return look;
}
