import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../fuzz/random.ts';
import { declaredModel } from '../../random-models/declared-model.ts';
import { anyCase } from '../../random-models/generate/any-case.ts';
import { expectedOf } from '../../random-models/oracle/oracle.ts';
import { outcomeOf } from '../../random-models/outcome.ts';
import type { CaseSpec } from '../../random-models/spec.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import { changedBy, checkedBy, leftBy, runOver } from './random-models-run.ts';

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

/** The steps over a folder of its own, which has the sources. */
function stepsOver(made: CaseSpec) {
  const directory = join(bench.directory, 'random model');
  rmSync(directory, { recursive: true, force: true });
  for (const { name, content } of [...made.sources.values()].flat()) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const config = {
    ...dependencies.config,
    ETL_DATA_DIR: directory,
    ETL_MAX_REJECT_RATIO: 1,
    ETL_AS_OF: AS_OF,
  };
  return { ...dependencies, config, model: declaredModel(made) };
}

/** So that the largest input has one part, a few, or many. */
function anyPartBytes(random: Random, { sources }: CaseSpec): number {
  const sizes = [...sources.values()].map((own) => own.reduce((sum, { content }) => sum + content.length, 0));
  return Math.max(32, Math.ceil(Math.max(...sizes) / random.pick([1, 2, 3, 4, 12])));
}

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
    const steps = stepsOver(made);
    // Each is of its own: the database forgets the model before.
    await bench.look.unsafe(`DROP TABLE IF EXISTS public."${steps.model.table}"; DELETE FROM etl.model`);

    for (const isFirst of random.pick([[true], [true], [true, false]])) {
      const runId = `run-${runs++}`;
      const config = { ...steps.config, ETL_PART_BYTES: anyPartBytes(random, made) };
      // With hashes of a few bits texts of two parts are often taken for each other at first.
      const hashBits = random.pick([undefined, undefined, 1, 4, 8]);
      const gates = await runOver(runId, AS_OF, { ...steps, config, hashBits }, random);
      expect(await leftBy(bench, runId, steps.model, gates)).toEqual(expected);
      const changes = changesOf(expected.table.length, gates.length > 0, isFirst);
      expect(await changedBy(bench, runId)).toEqual(changes);
    }
    const { table: _, ...seen } = expected;
    expect(await checkedBy(steps.config, steps.model)).toEqual(seen);
  });
});
