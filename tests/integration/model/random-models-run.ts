import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../../lib/config.ts';
import { InputError } from '../../../lib/errors.ts';
import type { Model } from '../../../lib/model/model.ts';
import { SQL_TYPES } from '../../../lib/model/sql-types.ts';
import { checkInputs } from '../../../lib/pipeline/check/check.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import type { PublishDependencies } from '../../../lib/pipeline/publish/replace-table.ts';
import { derivationTable, quoted, type Table } from '../../../lib/store/derivation/table-columns.ts';
import { findRun } from '../../../lib/store/runs/runs.ts';
import type { Random } from '../../fuzz/random.ts';
import { declaredModel } from '../../random-models/declared-model.ts';
import { listedRaw, type Outcome, sortedLines } from '../../random-models/outcome.ts';
import type { CaseSpec } from '../../random-models/spec.ts';
import { QUEUED_AT, type Workbench } from '../pipeline/workbench.ts';

/** The steps with the model and the settings of a case. */
export type Steps = Omit<ReturnType<Workbench['dependencies']>, 'copiedFrom'> &
  Pick<PublishDependencies, 'hashBits' | 'indexedFrom' | 'copiedFrom' | 'chunksAtOnce'>;

/** The steps over a folder of its own, which has the sources. */
export function stepsOver(
  made: CaseSpec,
  { directory: parent }: Workbench,
  dependencies: ReturnType<Workbench['dependencies']>,
): Steps {
  const directory = join(parent, 'random model');
  rmSync(directory, { recursive: true, force: true });
  for (const { name, content } of [...made.sources.values()].flat()) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const config = { ...dependencies.config, ETL_DATA_DIR: directory, ETL_MAX_REJECT_RATIO: 1 };
  return { ...dependencies, config, model: declaredModel(made) };
}

/** So that the largest input has one part, a few, or many. */
export function anyPartBytes(random: Random, { sources }: CaseSpec): number {
  const sizes = [...sources.values()].map((own) => own.reduce((sum, { content }) => sum + content.length, 0));
  return Math.max(32, Math.ceil(Math.max(...sizes) / random.pick([1, 2, 3, 4, 12])));
}

/** With hashes of a few bits texts of two parts are often taken for each other at first. */
export const anyHashBits = (random: Random): number | undefined =>
  random.pick([undefined, undefined, 1, 4, 8]);

/** Plans, loads the parts in any order, and publishes. Gives the gates that stayed shut. */
export async function runOver(
  runId: string,
  asOf: string,
  steps: Steps,
  random: Random,
  { acceptDeletes = true } = {},
): Promise<string[]> {
  const { parts } = await plan({ runId, queuedAt: QUEUED_AT, conf: { asOf, acceptDeletes } }, steps);
  for (const part of random.shuffled(parts)) {
    await load(part, steps);
  }
  return await publish({ runId }, steps).then(() => [], gatesIn);
}

/** The gates that an error tells of. @throws the error when it is of something else */
function gatesIn(error: unknown): string[] {
  if (!(error instanceof InputError) || error.code !== 'GATE') {
    throw error;
  }
  return [...error.gates].sort();
}

/** What a run left behind. */
export async function leftBy(
  { look }: Workbench,
  runId: string,
  model: Model,
  gates: readonly string[],
): Promise<Outcome> {
  const { counts } = (await findRun(look, runId)) ?? {};
  const rejects = await look`
    SELECT input, source, line::int, last_line::int, column_name, reason, severity, raw FROM etl.rejected_rows
    WHERE run_id = ${runId}`;
  const counted = await look`
    SELECT input, column_name, reason, severity, sum(count)::int AS count FROM etl.reject_counts
    WHERE run_id = ${runId} GROUP BY 1, 2, 3, 4`;
  return {
    gates,
    table: gates.length > 0 ? [] : await tableRows(look, derivationTable(model)),
    found: sortedLines(rejects.map(({ raw, ...found }) => [...Object.values(found), listedRaw(String(raw))])),
    counts: sortedLines(counted.map(Object.values)),
    read: counts?.read ?? null,
    rejected: counts?.rejected ?? null,
    warnings: counts?.warnings ?? null,
  };
}

/** How many rows of the table a run inserted, updated, deleted and left as they were; null where it was refused. */
export async function changedBy({ look }: Workbench, runId: string) {
  const { inserted, updated, deleted, unchanged } = (await findRun(look, runId))?.counts ?? {};
  return { inserted, updated, deleted, unchanged };
}

/** The rows of the table by key, ascending. A list is its text: the driver would read its ids as doubles. */
export async function tableRows(
  look: Workbench['look'],
  { sqlName, key, columns }: Table,
): Promise<Record<string, unknown>[]> {
  const selected = columns.map(({ name, type }) => {
    const expression = type === 'jsonb' ? `${quoted(name)}::text` : quoted(name);
    // The driver would make a Date of it, which has no microseconds.
    return type === 'timestamp with time zone'
      ? `${SQL_TYPES[type].selected(quoted(name))} AS ${quoted(name)}`
      : expression;
  });
  const sql = `SELECT ${selected.join(', ')} FROM ${sqlName} AS t ORDER BY t.${quoted(key)}`;
  return [...(await look.unsafe<Record<string, unknown>[]>(sql))];
}

/** What `check` says of the sources: all but the table. */
export async function checkedBy(config: Config, model: Model): Promise<Omit<Outcome, 'table'>> {
  const { inputs, refusals } = await checkInputs(config, model);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    gates: [...new Set(refusals.map(({ gate }) => gate))].sort(),
    found: sortedLines(
      inputs.flatMap(({ input, findings }) =>
        findings.rows.map(({ source, line, lastLine, column, reason, severity, raw }) => {
          return [input.name, source, line, lastLine, column, reason, severity, listedRaw(raw)];
        }),
      ),
    ),
    counts: sortedLines(
      inputs.flatMap(({ input, findings }) =>
        findings.counts().map(({ column, reason, severity, count }) => {
          return [input.name, column, reason, severity, count];
        }),
      ),
    ),
    read: sum(inputs.map(({ read }) => read)),
    rejected: sum(inputs.map(({ findings }) => findings.rejected)),
    warnings: sum(inputs.map(({ findings }) => findings.warnings)),
  };
}
