import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../fuzz/random.ts';
import { anyCase } from '../../random-models/generate/any-case.ts';
import { expectedOf } from '../../random-models/oracle/oracle.ts';
import { outcomeOf } from '../../random-models/outcome.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import {
  anyHashBits,
  anyPartBytes,
  changedBy,
  checkedBy,
  leftBy,
  runOver,
  stepsOver,
} from './random-models-run.ts';

/** Any seed is as good. MODELS=500 is the long run; SEED=… MODEL=… makes one model again (README-build.md). */
const SEED = Number(process.env['SEED'] ?? 20_261_126);
const MODELS = Number(process.env['MODELS'] ?? 20);
const ONLY = process.env['MODEL'];
const NUMBERS = ONLY === undefined ? Array.from({ length: MODELS }, (_, number) => number) : [Number(ONLY)];

const AS_OF = '2024-01-01';

let bench: Workbench;
let dependencies: ReturnType<Workbench['dependencies']>;
let runs = 0;
beforeAll(async () => {
  bench = await makeWorkbench();
  dependencies = bench.dependencies();
});
afterAll(() => bench.remove());

/** What a run changes that is done over no table, and again. */
function changesOf(rows: number, isRefused: boolean, isFirst: boolean) {
  if (isRefused) {
    return { inserted: null, updated: null, deleted: null, unchanged: null };
  }
  return { inserted: isFirst ? rows : 0, updated: 0, deleted: 0, unchanged: isFirst ? 0 : rows };
}

describe(`a made-up model over made-up sources comes to what is counted by hand, seed ${SEED}`, () => {
  test.each(NUMBERS)('model %i', async (number) => {
    const random = new Random(SEED, number);
    const made = anyCase(random);
    const expected = outcomeOf(expectedOf(made, AS_OF));
    const over = stepsOver(made, bench, dependencies);
    const steps = { ...over, config: { ...over.config, ETL_AS_OF: AS_OF } };
    // Each is of its own: the database forgets the model before.
    await bench.look.unsafe(`DROP TABLE IF EXISTS public."${steps.model.table}"; DELETE FROM etl.model`);

    for (const isFirst of random.pick([[true], [true], [true, false]])) {
      const runId = `run-${runs++}`;
      const config = { ...steps.config, ETL_PART_BYTES: anyPartBytes(random, made) };
      const hashBits = anyHashBits(random);
      const gates = await runOver(runId, AS_OF, { ...steps, config, hashBits }, random);
      expect(await leftBy(bench, runId, steps.model, gates)).toEqual(expected);
      const changes = changesOf(expected.table.length, gates.length > 0, isFirst);
      expect(await changedBy(bench, runId)).toEqual(changes);
    }
    const { table: _, ...seen } = expected;
    expect(await checkedBy(steps.config, steps.model)).toEqual(seen);
  });
});
