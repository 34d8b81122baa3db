import { columnsRead } from '../../aggregation/accumulate/columns-read.ts';
import type { Totals } from '../../aggregation/partial/totals.ts';
import type { FinishContext, ValueOf } from '../../model/features/feature.ts';
import { aggregateIndex, type EventsPlan } from '../../model/model.ts';

/** A value for each of some owners. */
export type Values = readonly ReturnType<ValueOf>[];

/**
 * What follows from the aggregates, in the order of the plan.
 *
 * @param positions of the owners that it is wanted for
 */
export function finishedValues(
  plan: Pick<EventsPlan, 'slots' | 'aggregates' | 'values' | 'references'>,
  totals: Totals,
  positions: Uint32Array,
): Values[] {
  const { ids } = columnsRead(plan);
  const context: FinishContext = {
    idOf(column, number) {
      const named = totals.references[ids.findIndex(({ name }) => name === column)];
      if (!named || number >= named.ids.size) {
        throw new Error(`there is no id ${number} of ${column}`);
      }
      return named.ids.at(number);
    },
  };
  return plan.values.map((value) => {
    const state = totals.accumulated[aggregateIndex(plan, value)];
    if (!state) {
      throw new Error(`nothing was accumulated for ${value.id}`);
    }
    return Array.from(positions, value.finish(state, context));
  });
}
