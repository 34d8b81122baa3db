import { InputError } from '../../../errors.ts';
import { idKindOf } from '../../../model/id-types.ts';
import { filesOf } from '../../../model/inputs.ts';
import type { EventsPlan } from '../../../model/model.ts';

/** Texts of ids that occur more than once are held in memory, some 150 bytes each. */
export const MOST_REPEATED_TEXTS = 2_000_000;

/**
 * Of numbers nearly any number of repeats fits into memory; of texts it does not.
 *
 * @param repeated how many ids occur more than once, or may do so
 * @throws InputError TOO_MANY_REPEATS when these are texts and too many
 */
export function refuseTooManyTexts({ input }: Pick<EventsPlan, 'input'>, repeated: number): void {
  if (idKindOf(input.key.type) === 'integers' || repeated <= MOST_REPEATED_TEXTS) {
    return;
  }
  throw new InputError(
    'TOO_MANY_REPEATS',
    `${filesOf(input)}: more than ${MOST_REPEATED_TEXTS} different texts in ${input.key.name} occur more than once. Probably a file exists ` +
      'twice, or that column is not unique for each row: remove one of the files, or declare another key; the table is unchanged',
  );
}
