import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  and,
  atLeast,
  count,
  defineFeatures,
  distinct,
  includes,
  lookup,
  mean,
  mostUsed,
  sum,
} from '../../../lib/model/declare.ts';
import { sampleInputs } from '../../support/sample-inputs.ts';
import { makeWorkbench, type Workbench } from './workbench.ts';

const { experiments, compounds } = sampleInputs;
const list = experiments.experiment_compound_ids;
const time = experiments.experiment_run_time;

const model = defineFeatures(sampleInputs, {
  different: distinct(list),
  favourite: mostUsed(list),
  favourites: mostUsed(list, { ties: 'all' }),
  favourite_name: lookup(mostUsed(list), compounds.compound_name),
  long_favourite: mostUsed(list, { where: atLeast(time, 250) }),
  long_ones: count(experiments, { where: atLeast(time, 250) }),
  time_with_7: sum(time, { where: and(includes(list, 7), atLeast(time, 100)) }),
  mean_with_7: mean(time, { where: includes(list, 7) }),
});

/** A row of experiments. */
interface Row {
  readonly user: number;
  readonly ids: readonly number[];
  readonly time: number;
}

const USERS = 300;

/** Rows of one seed; one in so many is quoted, which the kernel leaves to the careful path. */
function madeUp(size: number): Row[] {
  let state = 7;
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: size }, () => ({
    user: 1 + below(USERS - 1),
    ids: [...new Set(Array.from({ length: below(4) }, () => 1 + below(12)))],
    time: below(500),
  }));
}

const csv = (rows: readonly Row[]) =>
  rows
    .map(({ user, ids, time: own }, index) =>
      index % 7 === 3
        ? `${index},"${user}","${ids.join(';')}",${own}\n`
        : `${index},${user},${ids.join(';')},${own}\n`,
    )
    .join('');

/** What a user's row must be, by a walk over all rows. */
function expected(rows: readonly Row[]) {
  const long = rows.filter((row) => row.time >= 250);
  const with7 = rows.filter(({ ids }) => ids.includes(7));
  const total = (some: readonly Row[]) => some.reduce((one, row) => one + row.time, 0);
  const [favourite] = mostOften(rows);
  return {
    different: BigInt(new Set(rows.flatMap(({ ids }) => ids)).size),
    favourite: favourite === undefined ? null : BigInt(favourite),
    favourites: favourite === undefined ? null : mostOften(rows),
    favourite_name: favourite === undefined || favourite > 10 ? null : `Compound ${favourite}`,
    long_favourite: long.some(({ ids }) => ids.length > 0) ? BigInt(mostOften(long)[0] ?? 0) : null,
    long_ones: BigInt(long.length),
    time_with_7: BigInt(total(with7.filter((row) => row.time >= 100))),
    mean_with_7: with7.length > 0 ? total(with7) / with7.length : null,
  };
}

function mostOften(rows: readonly Row[]): number[] {
  const ids = rows.flatMap((row) => row.ids);
  const times = (id: number) => ids.filter((other) => other === id).length;
  const most = Math.max(...ids.map(times));
  return [...new Set(ids)].filter((id) => times(id) === most).sort((a, b) => a - b);
}

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench({ model });
});
afterEach(() => bench.remove());

test.each([
  ['in one part', 1 << 28],
  ['in many parts', 20_000],
])('features over lists, and filtered ones, are those of a walk over all rows: %s', async (_, partBytes) => {
  const rows = madeUp(6000);
  const users = Array.from({ length: USERS }, (_unused, index) => `${index + 1},U,u@x,2024-01-01\n`);
  const names = Array.from({ length: 10 }, (_unused, index) => `${index + 1},Compound ${index + 1},C\n`);
  bench.write({
    users: `user_id,name,email,signup_date\n${users.join('')}`,
    user_experiments: `experiment_id,user_id,experiment_compound_ids,experiment_run_time\n${csv(rows)}`,
    compounds: `compound_id,compound_name,compound_structure\n${names.join('')}`,
  });

  await bench.run('etl-1', {}, { config: { ...bench.config, ETL_PART_BYTES: partBytes } });

  const table = await bench.table();
  expect(table).toHaveLength(USERS);
  for (const row of table) {
    expect(row).toMatchObject(expected(rows.filter(({ user }) => BigInt(user) === row['user_id'])));
  }
});
