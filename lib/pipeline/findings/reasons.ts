import type { ValueDefect } from '../../model/column-types/column-type.ts';
import { typeOf } from '../../model/column-types.ts';
import type { TypedColumn } from '../../model/columns.ts';
import type { Input } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import type { Reason } from './reason.ts';
import { ROW_REASONS } from './row-reasons.ts';

/** The reason of a row whose key an earlier one has. */
export const DUPLICATE_ID = 'duplicate_id';

const DUPLICATE: Reason = {
  reason: DUPLICATE_ID,
  severity: 'reject',
  text: (column) => `an earlier row already has this ${column}`,
};

/** The reason of a row that names one of an input which is not there. */
export const unknownReason = ({ one }: Pick<Input, 'one'>): string => `unknown_${one}`;

/** All reasons that rows of a model may have, those of rejects first. */
export function reasonsOf(model: Model): readonly Reason[] {
  const ofValues = columnsOf(model).flatMap(defectsOf);
  const all = [...ROW_REASONS, ...ofValues, DUPLICATE, ...unknownReasons(model)];
  const distinct = new Map(all.map((reason) => [reason.reason, reason]));
  return [...distinct.values()].sort((a, b) => a.severity.localeCompare(b.severity));
}

function defectsOf(column: TypedColumn): readonly ValueDefect[] {
  const { defects, doubts = [] } = typeOf(column);
  return [...defects, ...doubts];
}

const columnsOf = ({ inputs }: Pick<Model, 'inputs'>) => inputs.flatMap(({ columns }) => columns);

function unknownReasons(model: Model): Reason[] {
  const columns = model.events.flatMap(({ input, references }) => [input.of, ...references]);
  return columns.flatMap(({ reference }): Reason[] => {
    if (!reference) {
      return [];
    }
    const input = inputNamed(model, reference.input);
    return [
      {
        reason: unknownReason(input),
        severity: reference.orElse === 'reject' ? 'reject' : 'warning',
        text: (column) => `${column} names ${article(input.one)} that is not in the ${input.name} file`,
      },
    ];
  });
}

/**
 * What a reason means, as one clause without a full stop, e.g. `user_id is negative`.
 *
 * @param column the column concerned; `the value` when it is not given
 * @param input the input that it is a column of, where that is known
 */
export function describeReason(model: Model, reason: string, column?: string, input?: string): string {
  // What is said of a value may depend on its column: how many decimals it has.
  const ofColumn = columnsOf(model)
    .filter((own) => own.name === column && (input === undefined || own.input === input))
    .flatMap(defectsOf);
  const known = [...ofColumn, ...reasonsOf(model)].find((candidate) => candidate.reason === reason);
  return known ? known.text(column ?? 'the value') : reason;
}

/** A word with its article. */
export const article = (word: string): string => `${/^[aeio]/.test(word) ? 'an' : 'a'} ${word}`;
