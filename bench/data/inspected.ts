import { basename, dirname } from 'node:path';
import { eventsPlanOf, type Model } from '../../lib/model/model.ts';
import { type InspectedSource, inspectSource } from '../../lib/pipeline/plan/inspect.ts';
import { locationOf } from '../../lib/sources/location.ts';

/** The file of events at a path, with its header. @throws Error when it can't be used */
export async function inspected(path: string, model: Model, events: string): Promise<InspectedSource> {
  const { input } = eventsPlanOf(model, events);
  const location = locationOf(dirname(path));
  const look = await inspectSource(input, basename(path), location, { ETL_MAX_RECORD_BYTES: 1 << 20 }, model);
  if ('problems' in look) {
    throw new Error(look.problems[0]?.message);
  }
  return look;
}
