import type { RunSummary } from '../../schemas/run.ts';
import type { Advice } from '../../schemas/run-outcome.ts';

/** As much of a run as advice follows from. */
export type Advised = Pick<RunSummary, 'state' | 'withRejects' | 'error'> & {
  readonly counts: Pick<RunSummary['counts'], 'rejected'>;
};

/** A case in which something can be done: when it is given, and what, the most useful first. */
export interface AdviceCase {
  readonly applies: (run: Advised) => boolean;
  readonly advice: readonly Advice[];
}

/** The case of a gate that stayed shut. */
export const gateCase = (isThat: (gate: string) => boolean, advice: readonly Advice[]): AdviceCase => ({
  applies: ({ error }) => error?.gates.some(isThat) ?? false,
  advice,
});

/** The case of runs that failed with one of these codes. */
export const codeCase = (codes: readonly string[], advice: readonly Advice[]): AdviceCase => ({
  applies: ({ error }) => error !== null && codes.includes(error.code),
  advice,
});
