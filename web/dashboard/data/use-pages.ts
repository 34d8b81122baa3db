import { useEffect, useState } from 'preact/hooks';
import { ApiError, askJson, type Problem } from './api.ts';

/** A list that is looked at page by page. */
export interface Pages<T> {
  /** The page before stays until the next one is there, so that nothing jumps. */
  readonly page: T | undefined;
  readonly problem: Problem | undefined;
  /** The number of the page, from 1. */
  readonly number: number;
  readonly hasNext: boolean;
  next(): void;
  previous(): void;
  /** Asks again for the page. */
  refresh(): void;
}

/** The paths of the pages up to the one that is shown: the way back, since keyset pages only lead forward. */
interface Trail {
  readonly first: string;
  readonly paths: readonly string[];
  readonly round: number;
}

interface Answer<T> {
  readonly path: string;
  readonly page?: T | undefined;
  readonly problem?: Problem | undefined;
}

/**
 * Walks through a list by its `next`.
 *
 * @param first the path of the first page; another one begins anew
 */
export function usePages<T extends { readonly next: string | null }>(first: string): Pages<T> {
  const [kept, setTrail] = useState<Trail>({ first, paths: [first], round: 0 });
  const trail = kept.first === first ? kept : { first, paths: [first], round: 0 };
  const path = trail.paths.at(-1) ?? first;
  const { round } = trail;
  const [answer, setAnswer] = useState<Answer<T>>({ path });

  useEffect(() => {
    const ended = new AbortController();
    // The round is part of what is asked for: the same page once more.
    const headers = round > 0 ? { 'cache-control': 'no-cache' } : {};
    askJson<T>(path, { signal: ended.signal, headers }).then(
      (page) => setAnswer({ path, page }),
      (error: unknown) => {
        if (ended.signal.aborted || !(error instanceof ApiError)) {
          return;
        }
        const { problem } = error;
        setAnswer((before) => ({ path, page: before.page, problem }));
      },
    );
    return () => ended.abort();
  }, [path, round]);

  const next = answer.path === path ? (answer.page?.next ?? null) : null;
  const walk = (paths: readonly string[]) => setTrail({ first, paths, round: 0 });
  return {
    page: answer.page,
    problem: answer.problem,
    number: trail.paths.length,
    hasNext: next !== null,
    next: () => next !== null && walk([...trail.paths, next]),
    previous: () => trail.paths.length > 1 && walk(trail.paths.slice(0, -1)),
    refresh: () => setTrail({ ...trail, round: round + 1 }),
  };
}
