import type { Input } from '../../model/inputs.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import type { InputPart } from '../load/slice.ts';
import type { MergedEvents } from './cross-check/cross-check.ts';
import { divideTotals } from './divide-totals.ts';
import { type MergedKeys, mergeEvents, mergeKeys } from './merge-partials.ts';

/** What the parts of a run add up to. */
export interface MergedRun {
  /** The events of each input of them, in the order of the model. */
  readonly events: readonly MergedEvents[];
  /** The rows of the entity and of each reference, by the name of the input. */
  readonly rows: ReadonlyMap<string, MergedKeys>;
}

/**
 * Adds up the parts of a run, all of which are loaded and in their places.
 *
 * @throws as mergeKeys and mergeEvents do
 */
export async function mergeRun(
  runId: string,
  parts: readonly InputPart[],
  dependencies: LoadDependencies,
): Promise<MergedRun> {
  const { model } = dependencies;
  const countOf = ({ name }: Input) => parts.filter(({ input }) => input === name).length;
  const rows = new Map<string, MergedKeys>();
  for (const input of [model.entity, ...model.references]) {
    rows.set(input.name, await mergeKeys(runId, input, countOf(input), dependencies));
  }
  const { keys } = rowsAmong(rows, model.entity.name);
  const events: MergedEvents[] = [];
  for (const plan of model.events) {
    const totals = await mergeEvents(runId, plan, countOf(plan.input), dependencies);
    events.push({ plan, totals, divided: divideTotals(plan, totals, keys) });
  }
  return { events, rows };
}

/** The rows of an input. @throws Error when there is no such input, which the model would not have let through */
export function rowsAmong(rows: MergedRun['rows'], input: string): MergedKeys {
  const own = rows.get(input);
  if (!own) {
    throw new Error(`no keys of the input ${input} were read`);
  }
  return own;
}
