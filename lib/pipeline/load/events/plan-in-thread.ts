import { type EventsPlan, eventsPlanOf, type Model } from '../../../model/model.ts';

/** A plan as plain data, which travels to another thread: aggregates and what follows from them are code, and stay here. */
export interface PlanData extends Omit<EventsPlan, 'aggregates' | 'values'> {
  /** Whether it has aggregates, so that the other thread has to know them itself. */
  readonly hasAggregates: boolean;
}

/** What of a plan travels. */
export function planData({ aggregates, values: _values, ...data }: EventsPlan): PlanData {
  return { ...data, hasAggregates: aggregates.length > 0 };
}

/**
 * The plan in the other thread.
 *
 * @param model what that thread has declared
 * @throws Error when it has declared something else than what it is asked for
 */
export function planIn({ hasAggregates, ...data }: PlanData, model: Model): EventsPlan {
  if (!hasAggregates) {
    return { ...data, aggregates: [], values: [] };
  }
  const own = eventsPlanOf(model, data.input.name);
  if (own.layout !== data.layout) {
    throw new Error(`this thread has the features ${own.layout}, and was asked for ${data.layout}`);
  }
  return own;
}
