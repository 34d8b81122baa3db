import { type EventsPlan, inputNamed, type Model } from '../../../model/model.ts';
import type { Kind } from '../../findings/findings.ts';
import { consequenceHint, type RejectedRows } from '../../findings/rejected-keys.ts';
import type { Unknown } from './unknown-references.ts';

/** What to do about a kind of findings; undefined where that is not known. */
export type HintOf = (kind: Pick<Kind, 'reason' | 'column'>) => string | undefined;

/**
 * What to do about events that name what is not there, where that follows from rows that were rejected.
 *
 * @param rejectedOf the rejected rows of an input, as far as they are known; asked only where something is unknown
 */
export async function unknownHints(
  { owners, references }: Unknown,
  plan: EventsPlan,
  model: Model,
  rejectedOf: (input: string) => Promise<RejectedRows | undefined> | RejectedRows | undefined,
): Promise<HintOf> {
  const hints = new Map<string, string | undefined>();
  const named = [model.entity.name, ...plan.references.map(({ reference }) => reference.input)];
  for (const [index, { column, ids, mentions }] of [owners, ...references].entries()) {
    const input = named[index];
    const rejected = mentions > 0 && input !== undefined ? await rejectedOf(input) : undefined;
    if (rejected && input !== undefined) {
      hints.set(column, consequenceHint(ids, rejected, inputNamed(model, input)));
    }
  }
  return ({ reason, column }) =>
    reason.startsWith('unknown_') && column !== null ? hints.get(column) : undefined;
}
