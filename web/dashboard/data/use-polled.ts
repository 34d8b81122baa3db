import { useEffect, useRef, useState } from 'preact/hooks';
import { askJson, type Problem } from './api.ts';
import { Poller } from './poller.ts';

/** What a polled resource looks like now: the last answer stays while the API does not answer. */
export interface Polled<T> {
  readonly data: T | undefined;
  readonly problem: Problem | undefined;
  /** Asks at once. */
  readonly refresh: () => void;
}

interface State<T> {
  readonly path: string;
  readonly data?: T | undefined;
  readonly problem?: Problem | undefined;
}

/**
 * Asks for a resource again and again: not while nobody looks, and at once when somebody looks again.
 *
 * @param path another one begins anew
 * @param isActive whether what was answered is about to change; not to be made anew each time
 */
export function usePolled<T>(path: string, isActive: (data: T) => boolean): Polled<T> {
  const [state, setState] = useState<State<T>>({ path });
  const current = useRef<Poller<T>>(undefined);

  useEffect(() => {
    const poller = new Poller<T>({
      ask: (signal) => askJson<T>(path, { signal }),
      isActive,
      onData: (data) => setState({ path, data }),
      onProblem: (problem) =>
        setState((before) => ({ path, data: before.path === path ? before.data : undefined, problem })),
      isHidden: () => document.hidden,
    });
    current.current = poller;
    const lookAgain = () => poller.now();
    document.addEventListener('visibilitychange', lookAgain);
    poller.now();
    return () => {
      poller.end();
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, [path, isActive]);

  const refresh = () => current.current?.now();
  return state.path === path
    ? { data: state.data, problem: state.problem, refresh }
    : { data: undefined, problem: undefined, refresh };
}
