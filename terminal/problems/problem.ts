/** A kind of rejects or warnings, as the API and `check` tell it: what is the same of many rows. */
export interface Problem {
  readonly input: string;
  readonly column: string | null;
  readonly reason: string;
  readonly severity: string;
  readonly count: number;
  /** Whether nearly all rows of the input have it. */
  readonly everyRow: boolean;
  /** What the reason means, with what was seen; null where it is not known. */
  readonly meaning: string | null;
  /** The likely causes and what to do, a line for each; null where none is likely. */
  readonly hint: string | null;
  /** Which ids are unknown, the most frequent first. */
  readonly values: readonly UnknownValue[];
  /** How many further different ids there are. */
  readonly otherValues: number;
  /** The first of them, in the order of the files. */
  readonly first: readonly ProblemRow[];
}

/** An id that is unknown, how often it is named, and the rejected row that it follows from. */
export interface UnknownValue {
  readonly value: string;
  readonly count: number;
  readonly because: { readonly source: string; readonly line: number; readonly reason: string } | null;
}

/** A row with a problem. One row is there several times where it names several ids that are unknown. */
export interface ProblemRow {
  /** The name of its file; null where it is not known. */
  readonly source: string | null;
  readonly line: number;
  /** On which it ends; null where it is not known. */
  readonly lastLine: number | null;
  /** What was seen in it; null where the reason says it all. */
  readonly seen: string | null;
  readonly raw: string;
}
