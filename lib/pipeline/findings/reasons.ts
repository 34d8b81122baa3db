import type { DefectReason } from '../../csv/records/entry.ts';
import type { ValueDefect } from '../../model/column-types/column-type.ts';
import { typeOf } from '../../model/column-types.ts';
import type { TypedColumn } from '../../model/columns.ts';
import type { Input } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import type { Severity } from '../../store/rejects/rejects.ts';

/** Why a row is rejected, or counts with a warning: a code, and what it means. */
export interface Reason {
  readonly reason: string;
  readonly severity: Severity;
  /** One clause without a full stop, about a column. Reasons that concern a whole row ignore it. */
  text(column: string): string;
}

const RECORD_TEXTS: Readonly<Record<DefectReason, string>> = {
  wrong_column_count: 'the row has more or fewer columns than the header',
  invalid_utf8: 'the row is not valid UTF-8',
  nul_byte: 'the row contains a NUL byte',
  stray_quote: 'the row has a quote inside an unquoted field, or text after a closing quote',
  unclosed_quote:
    'a quote opens a field, and none closes it as it should; the lines after it are read as if it were not there',
  record_too_long: 'the row is longer than ETL_MAX_RECORD_BYTES',
};

/** The reason of a line that has the header once more. */
export const REPEATED_HEADER = 'repeated_header';

/** The reasons of doubts about a row as a whole. */
export const LONG_VALUE = 'long_value';
export const UNENDED_LINE = 'unended_line';

const WARNING_TEXTS: Readonly<Record<string, string>> = {
  [REPEATED_HEADER]: 'the header once more, which is passed over',
  [LONG_VALUE]:
    'the row has a value of more than 5 lines: if these are rows, a quote on its first line opened it',
  [UNENDED_LINE]:
    'the last row has no line end: if it is cut short, the file was not written or copied whole',
};

/** The reason of a row whose key an earlier one has. */
export const DUPLICATE_ID = 'duplicate_id';

const DUPLICATE: Reason = {
  reason: DUPLICATE_ID,
  severity: 'reject',
  text: (column) => `${column} occurs in an earlier row; the first one counts`,
};

/** The reason of a row that names one of an input which is not there. */
export const unknownReason = ({ one }: Pick<Input, 'one'>): string => `unknown_${one}`;

/** All reasons that rows of a model may have, those of rejects first. */
export function reasonsOf(model: Model): readonly Reason[] {
  const ofRecords = Object.entries(RECORD_TEXTS).map(
    ([reason, text]): Reason => ({ reason, severity: 'reject', text: () => text }),
  );
  const doubts = Object.entries(WARNING_TEXTS).map(
    ([reason, text]): Reason => ({ reason, severity: 'warning', text: () => text }),
  );
  const ofValues = columnsOf(model).flatMap(defectsOf);
  const all = [...ofRecords, ...doubts, ...ofValues, DUPLICATE, ...unknownReasons(model)];
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
