import { refuseTooLarge } from '../../aggregation/accumulate/accumulators.ts';
import type { SortedIds } from '../../aggregation/ids/sorted-ids.ts';
import { COLUMNS } from '../../aggregation/partial/column-chunks.ts';
import { mergeTotals, positionsOf, unionOfColumn } from '../../aggregation/partial/merge-totals.ts';
import { readBytes, type StoredColumns } from '../../aggregation/partial/stored-columns.ts';
import { readTexts } from '../../aggregation/partial/texts.ts';
import type { Totals } from '../../aggregation/partial/totals.ts';
import { idKindOf } from '../../model/id-types.ts';
import type { Input } from '../../model/inputs.ts';
import { lookupColumns } from '../../model/lookups.ts';
import type { EventsPlan } from '../../model/model.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import { correctRepeats } from './repeated-keys.ts';
import { columnsOf, type PartPartials, partialsOfInput } from './run-partials.ts';

/** The rows of the entity or a reference: their keys, ascending, and for each of them what is looked up, by column. */
export interface MergedKeys {
  readonly keys: SortedIds;
  readonly lookups: ReadonlyMap<string, readonly (string | null)[]>;
  /** Of the entity the latest date of each column of dates that has any, rows that an earlier part has not left out. */
  readonly latest: ReadonlyMap<string, string>;
}

/**
 * Adds up the parts of an input of events.
 *
 * @param parts how many parts the input has
 * @throws InputError AGGREGATES_TOO_LARGE when what features need of all parts takes more memory than it may
 */
export async function mergeEvents(
  runId: string,
  plan: EventsPlan,
  parts: number,
  dependencies: LoadDependencies,
): Promise<Totals> {
  const { database, config } = dependencies;
  const partials = await correctedPartials(runId, plan.input, parts, dependencies);
  const counting = partials.map(({ slice, correction }) => correction ?? slice);
  const bytes = plan.aggregates.map(() => 0);
  return await mergeTotals(plan, columnsOf(database, counting), (aggregate, accumulator) => {
    bytes[aggregate] = accumulator.bytes;
    refuseTooLarge(plan.aggregates, bytes, config.ETL_MAX_AGGREGATE_BYTES);
  });
}

/**
 * The partials of an input. Of a part that has keys of an earlier part a correction is made, unless there is one: it is read once
 * more without their rows, now that all keys are known.
 */
async function correctedPartials(
  runId: string,
  input: Input,
  parts: number,
  dependencies: LoadDependencies,
): Promise<PartPartials[]> {
  const { database, model } = dependencies;
  const read = () => partialsOfInput(database, runId, model, input, parts);
  const partials = await read();
  // Of one part alone the keys need not be read at all.
  if (partials.length < 2) {
    return partials;
  }
  const corrected = await correctRepeats(runId, input, partials, dependencies);
  return corrected > 0 ? await read() : partials;
}

/** The keys that the parts of the entity or a reference have, and what is looked up by them. */
export async function mergeKeys(
  runId: string,
  input: Input,
  parts: number,
  dependencies: LoadDependencies,
): Promise<MergedKeys> {
  const { database, model } = dependencies;
  const partials = await correctedPartials(runId, input, parts, dependencies);
  const columns = columnsOf(
    database,
    partials.map(({ slice }) => slice),
  );
  const keys = await unionOfColumn(columns, COLUMNS.ids, idKindOf(input.key.type));
  const lookups = new Map<string, (string | null)[]>();
  for (const { name } of lookupColumns(model, input)) {
    const values: (string | null)[] = new Array(keys.size);
    for (const part of columns) {
      const positions = await positionsOf(keys, part, COLUMNS.ids);
      const texts = await readTexts(part, name);
      for (const [index, position] of positions.entries()) {
        // The first row of a key counts.
        values[position] = position in values ? (values[position] ?? null) : (texts[index] ?? null);
      }
    }
    lookups.set(name, values);
  }
  return { keys, lookups, latest: await latestDates(columns, input) };
}

async function latestDates(parts: readonly StoredColumns[], input: Input): Promise<Map<string, string>> {
  const latest = new Map<string, string>();
  for (const { name } of input.columns) {
    const column = COLUMNS.latest(name);
    for (const part of parts.filter(({ sizes }) => sizes.has(column))) {
      const date = (await readBytes(part, column)).toString('latin1');
      latest.set(name, [latest.get(name) ?? date, date].toSorted().at(-1) ?? date);
    }
  }
  return latest;
}
