/** Something that takes long to find out and stays the same for as long as its version does: the newest is kept. */
export interface KeptAnswer<T> {
  /** What was found out for that version, or else is found out now. What fails is not kept. */
  of(version: string, find: () => Promise<T>): Promise<T>;
}

/** Keeps one answer, for as long as the instance lives. */
export function keptAnswer<T>(): KeptAnswer<T> {
  let kept: { readonly version: string; readonly answer: T } | undefined;
  return {
    async of(version, find) {
      if (kept?.version !== version) {
        kept = { version, answer: await find() };
      }
      return kept.answer;
    },
  };
}
