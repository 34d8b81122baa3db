import { type Cause, named, valueCause } from './cause.ts';

const REASONS = ['not_an_integer', 'not_a_decimal', 'bad_date', 'bad_timestamp', 'bad_id_list'];

/** A space that nobody can tell from a usual one, between other characters. */
const NO_BREAK_INSIDE = /\S[\u00a0\u2007\u202f]+\S/;

/** Causes of values with a space that nobody sees: the last, since more is often known of such a value. */
export const SPACE_CAUSES: readonly Cause[] = [
  valueCause(
    REASONS,
    NO_BREAK_INSIDE,
    (value) => `${named(value)} has a no-break space, often copied from a web page: remove it`,
  ),
];
