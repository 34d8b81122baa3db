/** What there is in the place of something that can't be read, for the one who has to correct it. */
export interface Clue {
  /** What was seen there, where that says more than that nothing can be read: it takes its place. */
  readonly seen?: string;
  /** What it probably comes from, and what to do: clauses that follow what was seen. */
  readonly hints: readonly string[];
}

export const NO_CLUE: Clue = { hints: [] };

/** What was seen and its hints as one sentence. @param seen what to say if the clue has nothing better */
export const toldWith = (seen: string, clue: Clue): string => [clue.seen ?? seen, ...clue.hints].join('; ');
