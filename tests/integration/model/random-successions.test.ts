import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { existingColumns } from '../../../lib/store/derivation/existing-columns.ts';
import { derivationTable, quoted, type Table } from '../../../lib/store/derivation/table-columns.ts';
import { Random } from '../../fuzz/random.ts';
import { declaredModel } from '../../random-models/declared-model.ts';
import { anyCase } from '../../random-models/generate/any-case.ts';
import { changedCase } from '../../random-models/generate/changed-case.ts';
import { expectedOf } from '../../random-models/oracle/oracle.ts';
import { outcomeOf } from '../../random-models/outcome.ts';
import type { CaseSpec } from '../../random-models/spec.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import {
  anyHashBits,
  anyPartBytes,
  changedBy,
  leftBy,
  runOver,
  type Steps,
  stepsOver,
  tableRows,
} from './random-models-run.ts';

/** Any seed is as good. SUCCESSIONS=500 is the long run; SEED=… SUCCESSION=… makes one again (README-build.md). */
const SEED = Number(process.env['SEED'] ?? 20_261_127);
const SUCCESSIONS = Number(process.env['SUCCESSIONS'] ?? 6);
const ONLY = process.env['SUCCESSION'];
const NUMBERS =
  ONLY === undefined ? Array.from({ length: SUCCESSIONS }, (_, number) => number) : [Number(ONLY)];

const DAYS = ['2024-01-01', '2024-01-01', '2024-02-29', '2023-12-31'] as const;

let bench: Workbench;
let dependencies: ReturnType<Workbench['dependencies']>;
let runs = 0;
beforeAll(async () => {
  bench = await makeWorkbench();
  dependencies = bench.dependencies();
});
afterAll(() => bench.remove());

type TableRow = Readonly<Record<string, unknown>>;

/** The rows of the table as far as it has the columns already; NULL in those that it lacks. */
async function rowsBefore(table: Table): Promise<TableRow[]> {
  const existing = new Set((await existingColumns(bench.look, table.sqlName)).map(({ name }) => name));
  if (existing.size === 0) {
    return [];
  }
  const rows = await tableRows(bench.look, {
    ...table,
    columns: table.columns.filter(({ name }) => existing.has(name)),
  });
  return rows.map((row) => Object.fromEntries(table.columns.map(({ name }) => [name, row[name] ?? null])));
}

/** What makes of some rows others. */
function changesBetween({ key }: Table, before: readonly TableRow[], after: readonly TableRow[]) {
  const textOf = (row: TableRow) =>
    JSON.stringify(
      Object.entries(row)
        .map(([name, value]) => [name, String(value), value === null])
        .sort(),
    );
  const known = new Map(before.map((row) => [String(row[key]), textOf(row)]));
  const there = after.filter((row) => known.has(String(row[key])));
  const unchanged = there.filter((row) => known.get(String(row[key])) === textOf(row)).length;
  return {
    inserted: after.length - there.length,
    updated: there.length - unchanged,
    deleted: before.length - there.length,
    unchanged,
  };
}

const NO_CHANGES = { inserted: null, updated: null, deleted: null, unchanged: null };

/** Somebody changes the table by hand. */
async function meddle(random: Random, { sqlName, key, columns }: Table): Promise<void> {
  const existing = await existingColumns(bench.look, sqlName);
  const own = existing.filter(({ name, isKey }) => !isKey && columns.some((column) => column.name === name));
  const list = (prefix: string) => own.map(({ name }) => `${prefix}${quoted(name)}`).join(', ');
  const some = `SELECT * FROM ${sqlName} ORDER BY ${quoted(key)} LIMIT 2 OFFSET ${random.below(3)}`;
  const nullable = own.filter(({ filled }) => !filled).map(({ name }) => `${quoted(name)} = NULL`);
  const keys = `${quoted(key)} IN (SELECT ${quoted(key)} FROM two_rows)`;
  await bench.look.unsafe(
    random.pick([
      ...[`TRUNCATE ${sqlName}`, `UPDATE ${sqlName} SET as_of = as_of + 1`],
      `WITH two_rows AS (${some}) DELETE FROM ${sqlName} WHERE ${keys}`,
      // Two rows swap all that they have.
      `WITH two_rows AS (${some}) UPDATE ${sqlName} AS own SET (${list('')}) = ROW (${list('other.')})
       FROM two_rows AS other WHERE own.${keys} AND other.${quoted(key)} <> own.${quoted(key)}`,
      ...random
        .shuffled(nullable)
        .slice(0, 1)
        .map((change) => `WITH two_rows AS (${some}) UPDATE ${sqlName} SET ${change} WHERE ${keys}`),
    ]),
  );
}

/** Whether the table can have the columns of a model beside all that it ever had. */
function fits(table: Table, types: ReadonlyMap<string, string>): boolean {
  return table.columns.every(({ name, type }) => (types.get(name) ?? type) === type);
}

/** What comes after a case: the same, another, or one of those before. */
function nextCase(random: Random, made: readonly CaseSpec[]): CaseSpec {
  const last = made.at(-1) as CaseSpec;
  const kind = random.below(10);
  if (kind < 3) {
    return last;
  }
  return kind < 5 ? random.pick(made) : changedCase(random, last);
}

/** The settings of one run of many. */
function anySteps(random: Random, made: CaseSpec, asOf: string): Steps {
  const { config, ...over } = stepsOver(made, bench, dependencies);
  const limits = {
    ETL_PART_BYTES: anyPartBytes(random, made),
    ETL_MAX_DELETE_RATIO: random.pick([0, 0.1, 1]),
  };
  // Builds go on while the next run begins.
  const indexedFrom = random.pick([undefined, 1]);
  const hashBits = anyHashBits(random);
  const copying = {
    copiedFrom: random.pick([0, 0, undefined]),
    chunksAtOnce: random.pick([1, 2, undefined]),
  };
  return { ...over, config: { ...config, ...limits, ETL_AS_OF: asOf }, hashBits, indexedFrom, ...copying };
}

/** Makes a run, and compares what it leaves and what it says that it did. */
async function checkRun(random: Random, made: CaseSpec): Promise<Table> {
  const asOf = random.pick(DAYS);
  const steps = anySteps(random, made, asOf);
  const table = derivationTable(steps.model);
  const runId = `run-${runs++}`;
  const acceptDeletes = random.chance(0.7);
  const before = await rowsBefore(table);
  const expected = outcomeOf(expectedOf(made, asOf));

  const gates = await runOver(runId, asOf, steps, random, { acceptDeletes });

  if (gates.includes('deletions')) {
    expect([acceptDeletes, expected.gates]).toEqual([false, []]);
  } else {
    expect(await leftBy(bench, runId, steps.model, gates)).toEqual(expected);
  }
  expect(await rowsBefore(table)).toEqual(gates.length > 0 ? before : expected.table);
  const changes = gates.length > 0 ? NO_CHANGES : changesBetween(table, before, expected.table);
  expect(await changedBy(bench, runId)).toEqual(changes);
  return table;
}

describe(`whatever was published before, a run leaves what it would leave alone, seed ${SEED}`, () => {
  test.each(NUMBERS)('succession %i', async (number) => {
    const random = new Random(SEED, number);
    const cases = [anyCase(random)];
    const types = new Map<string, string>();
    const tableOf = (made: CaseSpec) => derivationTable(declaredModel(made));
    const { sqlName } = tableOf(cases[0] as CaseSpec);
    await bench.look.unsafe(`DROP TABLE IF EXISTS ${sqlName}; DELETE FROM etl.model; DELETE FROM etl.runs`);

    for (let step = random.between(2, 5); step > 0; step--) {
      const made = cases.at(-1) as CaseSpec;
      const table = await checkRun(random, made);
      for (const { name, type } of table.columns) {
        types.set(name, type);
      }
      const isMeddledWith = random.chance(0.3);
      if (isMeddledWith) {
        await meddle(random, table);
      }
      // The same files over rows that somebody has changed: these must not be taken for published.
      const next = isMeddledWith && random.chance(0.6) ? made : nextCase(random, cases);
      if (fits(tableOf(next), types)) {
        cases.push(next);
      }
    }
  });
});
