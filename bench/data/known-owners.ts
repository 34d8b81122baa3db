import { NONE_TAKEN } from '../../lib/aggregation/ids/taken-ids.ts';
import type { Totals } from '../../lib/aggregation/partial/totals.ts';
import type { EventsPlan, Model } from '../../lib/model/model.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { readInto } from '../../lib/pipeline/load/loaders.ts';
import { wholeSource } from '../../lib/pipeline/plan/cut.ts';
import { divideTotals } from '../../lib/pipeline/publish/divide-totals.ts';
import { inspected } from './inspected.ts';

/** The positions of the owners that a file of the entity has: it is read as `load` does, but goes to no stage. */
export async function knownOwners(
  model: Model,
  plan: EventsPlan,
  totals: Totals,
  path: string,
): Promise<Uint32Array> {
  const source = await inspected(path, model, model.entity);
  const loading = {
    slices: [wholeSource(source)],
    findings: new Findings(),
    maxRecordBytes: 1 << 20,
    onProgress: () => undefined,
    taken: NONE_TAKEN,
    stage: () => Promise.resolve(),
  };
  const loaded = await readInto(loading, model.entity, model);
  if (!('keys' in loaded)) {
    throw new Error('the entity has keys');
  }
  return divideTotals({ ...plan, aggregates: [], values: [] }, totals, loaded.keys).known;
}
