import { SEVERITIES } from '../store/rejects/rejects.ts';

/** A kind of rejects or warnings, as far as it takes to say where it stands among others. */
export interface OrderedKind {
  readonly input: string;
  readonly column: string | null;
  readonly reason: string;
  readonly severity: (typeof SEVERITIES)[number];
  readonly count: number;
}

/** An input, as far as it takes to say where its problems stand. */
export interface OrderedInput {
  readonly name: string;
  readonly kind: string;
}

/**
 * The order in which problems are told everywhere: rejects before warnings, then input by input, then the most frequent first. Inputs
 * that events refer to stand before events, otherwise they have the order of the model: so causes come before what follows from
 * them, and the problems of an input stand together.
 *
 * @param inputs those of the model; problems of others, as a run of before may have, come last
 * @example inOrder([unknownUser, badDate], model.inputs) // [badDate, unknownUser]: events name users, so users come first
 */
export function inOrder<K extends OrderedKind>(kinds: readonly K[], inputs: readonly OrderedInput[]): K[] {
  const names = inputs
    .toSorted((a, b) => Number(a.kind === 'events') - Number(b.kind === 'events'))
    .map(({ name }) => name);
  const placeOf = (input: string) => (names.includes(input) ? names.indexOf(input) : names.length);
  return kinds.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      placeOf(a.input) - placeOf(b.input) ||
      compare(a.input, b.input) ||
      b.count - a.count ||
      // Of equal counts always in the same order.
      compare(a.reason, b.reason) ||
      compare(a.column ?? '', b.column ?? ''),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
