import { ANY_VALUE } from './any-value.ts';
import type { Cause, Example } from './cause.ts';
import { COLUMN_CAUSES } from './columns.ts';
import { DATE_CAUSES } from './dates.ts';
import { ESCAPE_CAUSES } from './escapes.ts';
import { NUMBERS_CAUSES } from './numbers.ts';
import { QUOTE_CAUSES } from './quotes.ts';
import { ROW_CAUSES } from './rows.ts';
import { SPACE_CAUSES } from './spaces.ts';

/** All that is known, the likeliest first. */
const CAUSES: readonly Cause[] = [
  ...ANY_VALUE,
  ...DATE_CAUSES,
  ...NUMBERS_CAUSES,
  ...SPACE_CAUSES,
  ...ESCAPE_CAUSES,
  ...QUOTE_CAUSES,
  ...COLUMN_CAUSES,
  ...ROW_CAUSES,
];

/** So many causes are told of one kind. */
const TOLD_CAUSES = 3;

/** A likely cause of findings of one kind. */
export interface LikelyCause<E extends Example> {
  /** What it probably is and what to do, told of the first example that has it. */
  readonly hint: string;
  readonly first: E;
}

/**
 * What findings of one kind probably come from, and what to do: the causes that most of the examples have, three at most, the most
 * frequent first. None where none is known.
 *
 * @example likelyCauses([…signup_date is 45352…])[0]?.hint // '"45352" is likely 2024-03-01, as Excel counts days: …'
 */
export function likelyCauses<E extends Example>(examples: readonly E[]): LikelyCause<E>[] {
  const found = examples.flatMap((first) => causeOf(first) ?? []);
  const byCause = [...Map.groupBy(found, ({ cause }) => cause).values()];
  return byCause
    .toSorted((a, b) => b.length - a.length)
    .slice(0, TOLD_CAUSES)
    .flatMap(([first]) => first ?? []);
}

/** The first cause that an example has, and what it says of it. */
function causeOf<E extends Example>(first: E): ({ readonly cause: Cause } & LikelyCause<E>) | undefined {
  for (const cause of CAUSES) {
    const hint = cause.reasons.includes(first.reason) ? cause.hint(first) : undefined;
    if (hint !== undefined) {
      return { cause, hint, first };
    }
  }
  return undefined;
}
