import { SEVERITIES } from '../store/rejects/rejects.ts';

/** A kind of rejects or warnings, as far as it takes to say where it stands among others. */
export interface OrderedKind {
  readonly input: string;
  readonly column: string | null;
  readonly reason: string;
  readonly severity: (typeof SEVERITIES)[number];
  readonly count: number;
  /** The ids that are unknown, each with the rejected row that it follows from. */
  readonly values: readonly {
    readonly because: { readonly input: string; readonly reason: string } | null;
  }[];
}

/**
 * The order in which problems are told everywhere: rejects before warnings, and the most frequent first. A kind whose rows cause
 * others stands right before the first of these: who corrects it corrects both.
 *
 * @example inOrder([unknownUser, badDate]) // [badDate, unknownUser], where users with a bad date are those who are unknown
 */
export function inOrder<K extends OrderedKind>(kinds: readonly K[]): K[] {
  const sorted = kinds.toSorted(byCount);
  // A set keeps the place at which something came first.
  return [...new Set(sorted.flatMap((kind) => [...causesOf(kind, sorted), kind]))];
}

/** Those of the kinds whose rows are why there are rows of this one; rejects stand before all warnings anyway. */
function causesOf<K extends OrderedKind>({ severity, values }: K, kinds: readonly K[]): K[] {
  return kinds.filter(
    (cause) =>
      cause.severity === severity &&
      values.some(({ because }) => because?.input === cause.input && because.reason === cause.reason),
  );
}

const place = ({ severity }: OrderedKind) => SEVERITIES.indexOf(severity);

/** Of equal counts always in the same order. */
function byCount(a: OrderedKind, b: OrderedKind): number {
  return (
    place(a) - place(b) ||
    b.count - a.count ||
    compare(a.input, b.input) ||
    compare(a.reason, b.reason) ||
    compare(a.column ?? '', b.column ?? '')
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
