import type { Header } from '../../../csv/header/header.ts';
import { visible } from '../../../messages/visible.ts';
import type { Column } from '../../../model/columns.ts';
import type { Input } from '../../../model/inputs.ts';

/** A row with a finding, with what is known of it. */
export interface Example {
  readonly reason: string;
  readonly line: number;
  readonly lastLine: number;
  readonly input: Input;
  readonly header: Header;
  /** The column that the finding is in. */
  readonly column: Column | undefined;
  /** What stands in that column, as it is in the file; empty where there is none. */
  readonly value: string;
  /** As a finding has it. */
  readonly seen: string | null;
  readonly raw: string;
  /** Of the row, as far as it is listed. */
  readonly fields: readonly string[];
  /** How many columns the rows have that have the same defect on the lines right before and after it. */
  readonly widthsBeside: readonly number[];
}

/** What a finding probably comes from, and what to do then. To know a further one is to add it to a table of these. */
export interface Cause {
  /** The reasons that it may be behind. */
  readonly reasons: readonly string[];
  /** What it probably is and what to do, as one clause without a full stop; undefined where it is not the cause. */
  hint(example: Example): string | undefined;
}

/** A value as a hint names it. */
export const named = (value: string): string => `"${visible(value, 40)}"`;

/** A cause that is told by the form of a value. */
export function valueCause(
  reasons: readonly string[],
  form: RegExp | ((value: string, example: Example) => boolean),
  text: (value: string, example: Example) => string,
): Cause {
  const is = typeof form === 'function' ? form : (value: string) => form.test(value);
  return {
    reasons,
    hint: (example) => (is(example.value, example) ? text(example.value, example) : undefined),
  };
}
