import { useState } from 'preact/hooks';
import { ApiError, type Problem } from './api.ts';

/** An action that the API refused, and until when it is no use to try again. */
export interface Refusal {
  readonly problem: Problem;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What a button does, whether it is being done, and what came in its way. */
export interface Action {
  act(): Promise<void>;
  readonly isActing: boolean;
  readonly refusal: Refusal | undefined;
}

/** Makes an action of what asks the API: an error of the API is its refusal, any other one is thrown. */
export function useAction(ask: () => Promise<void>): Action {
  const [isActing, setActing] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const act = async () => {
    setActing(true);
    setRefusal(undefined);
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      setRefusal({ problem: error.problem, until: Date.now() + (error.problem.retryAfter ?? 0) * 1000 });
    } finally {
      setActing(false);
    }
  };
  return { act, isActing, refusal };
}
