import { ANY_VALUE } from './any-value.ts';
import type { Cause, Example } from './cause.ts';
import { COLUMN_CAUSES } from './columns.ts';
import { DATE_CAUSES } from './dates.ts';
import { ESCAPE_CAUSES } from './escapes.ts';
import { NUMBERS_CAUSES } from './numbers.ts';
import { QUOTE_CAUSES } from './quotes.ts';
import { ROW_CAUSES } from './rows.ts';

/** All that is known, the likeliest first. */
const CAUSES: readonly Cause[] = [
  ...ANY_VALUE,
  ...DATE_CAUSES,
  ...NUMBERS_CAUSES,
  ...ESCAPE_CAUSES,
  ...QUOTE_CAUSES,
  ...COLUMN_CAUSES,
  ...ROW_CAUSES,
];

/**
 * What findings of one kind probably come from, and what to do: the cause that most of the examples have, told of the first of them.
 * Undefined where none is known.
 *
 * @example likelyHint([…signup_date is 45352…]) // '"45352" is likely 2024-03-01, as Excel counts days: …'
 */
export function likelyHint(examples: readonly Example[]): string | undefined {
  const found = examples.flatMap((example) => causeOf(example) ?? []);
  const byCause = [...Map.groupBy(found, ({ cause }) => cause).values()];
  const [most] = byCause.sort((a, b) => b.length - a.length);
  return most?.[0]?.hint;
}

/** The first cause that an example has, and what it says of it. */
function causeOf(example: Example): { readonly cause: Cause; readonly hint: string } | undefined {
  for (const cause of CAUSES) {
    const hint = cause.reasons.includes(example.reason) ? cause.hint(example) : undefined;
    if (hint !== undefined) {
      return { cause, hint };
    }
  }
  return undefined;
}
