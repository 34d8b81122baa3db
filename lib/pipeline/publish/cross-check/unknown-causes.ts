import { visible } from '../../../messages/visible.ts';
import { type EventsPlan, inputNamed, type Model } from '../../../model/model.ts';
import type { UnknownValues } from '../../../store/rejects/rejects.ts';
import type { KnownOf } from '../../findings/explain-kinds.ts';
import { consequenceHint, type RejectedRows } from '../../findings/rejected-keys.ts';
import { TOLD_IDS } from './most-frequent.ts';
import type { Unknown, UnknownIds } from './unknown-references.ts';

/** So much of an id is told; as much as of what was seen in a row. */
const SHOWN_CHARACTERS = 100;

const NONE: RejectedRows = { count: 0, keys: new Map() };

/**
 * What is known of events that name what is not there: which ids, how often, and the rejected rows that this follows from.
 *
 * @param rejectedOf the rejected rows of an input, as far as they are known; asked only where something is unknown
 */
export async function unknownCauses(
  { owners, references }: Unknown,
  plan: EventsPlan,
  model: Model,
  rejectedOf: (input: string) => Promise<RejectedRows | undefined>,
): Promise<KnownOf> {
  const known = new Map<string, ReturnType<KnownOf>>();
  const named = [model.entity.name, ...plan.references.map(({ reference }) => reference.input)];
  for (const [index, unknown] of [owners, ...references].entries()) {
    const input = named[index];
    if (unknown.mentions > 0 && input !== undefined) {
      const rejected = (await rejectedOf(input)) ?? NONE;
      const hint = consequenceHint(unknown.ids, rejected, inputNamed(model, input));
      known.set(unknown.column, { hint, ...valuesOf(unknown, rejected) });
    }
  }
  return ({ reason, column }) =>
    reason.startsWith('unknown_') && column !== null ? known.get(column) : undefined;
}

/** Those that follow from no rejected row come first to their places: of the others the hint says how many there are. */
function valuesOf({ ids, mostFrequent }: UnknownIds, { keys }: RejectedRows): UnknownValues {
  const unexplained = mostFrequent((id) => !keys.has(id));
  const explained = keys.size === 0 ? [] : mostFrequent((id) => keys.has(id));
  const told = [...unexplained, ...explained].slice(0, TOLD_IDS).toSorted((a, b) => b.count - a.count);
  const values = told.map(({ id, count }) => ({
    value: visible(String(id), SHOWN_CHARACTERS),
    count,
    because: keys.get(id) ?? null,
  }));
  return { values, otherValues: ids.size - values.length };
}
