import type { Fault } from './fault.ts';
import type { Outcome } from './trial.ts';
import { VIOLATION_KINDS, type Violation } from './violation.ts';

interface Told {
  readonly name: string;
  readonly outcome: Outcome;
}

/** A line for one fault, with one more for each violation. */
export function faultLine(
  number: number,
  of: number,
  { name }: Pick<Fault, 'name'>,
  outcome: Outcome,
): string {
  const { applied, violations, at, phase, run, closedMs, looks } = outcome;
  const verdict = violations.length > 0 ? 'VIOLATED' : applied ? 'held' : 'not applied';
  const moment = `at ${String(at).padStart(4)} ms (${phase})`;
  const line = `${String(number).padStart(3)}/${of}  ${name.padEnd(39)} ${moment.padEnd(26)} ${verdict.padEnd(11)} run ${run}; closed ${(closedMs / 1000).toFixed(1)} s after it was over; ${looks} looks`;
  return [line, ...violations.map(violationLine)].join('\n');
}

export const violationLine = ({ kind, text }: Violation): string => `         ${kind}: ${text}`;

/** How often each kind of fault came and what it broke; the violations in all, the longest wait for a run to be closed. */
export function tallyText(told: readonly Told[], atEnd: readonly Violation[]): string {
  const names = [...new Set(told.map(({ name }) => name))].sort();
  const rows = names.map((name) => {
    const outcomes = told.filter((entry) => entry.name === name).map(({ outcome }) => outcome);
    const broken = outcomes.filter(({ violations }) => violations.length > 0).length;
    const applied = outcomes.filter((outcome) => outcome.applied).length;
    const missed = outcomes.length - applied;
    const extra = [broken > 0 ? `${broken} VIOLATED` : '', missed > 0 ? `${missed} not applied` : ''];
    return `  ${name.padEnd(39)} ${String(applied).padStart(3)}  ${extra.filter((text) => text !== '').join(', ')}`.trimEnd();
  });
  const violations = [...told.flatMap(({ outcome }) => outcome.violations), ...atEnd];
  const kinds = VIOLATION_KINDS.map(
    (kind) => `${violations.filter((found) => found.kind === kind).length} ${kind}`,
  );
  const slowest = Math.max(0, ...told.map(({ outcome }) => outcome.closedMs));
  const looks = told.reduce((sum, { outcome }) => sum + outcome.looks, 0);
  return [
    ...rows,
    `violations: ${kinds.join(', ')}`,
    `${looks} looks of the reader; the slowest run was closed ${(slowest / 1000).toFixed(1)} s after its fault was over`,
  ].join('\n');
}
