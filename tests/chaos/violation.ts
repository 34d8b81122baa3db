/** The promises that a fault may show to be broken. */
export const VIOLATION_KINDS = [
  'wrong table',
  'torn read',
  'dead stack',
  'open run',
  'lost run',
  'failed run',
  'bad answer',
  'not ready',
  'no next run',
  'left behind',
] as const;
export type ViolationKind = (typeof VIOLATION_KINDS)[number];

/** What was seen that must not be. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly text: string;
}
