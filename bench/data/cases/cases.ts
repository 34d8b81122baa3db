import type { EventsCase } from './case.ts';
import { bad } from './defects/bad.ts';
import { crlf } from './forms/crlf.ts';
import { plain } from './forms/plain.ts';
import { quoted } from './forms/quoted.ts';
import { textIds } from './ids/text-ids.ts';
import { wide } from './ids/wide.ts';

/** The shapes of a file of experiments, by the names that `--case` takes. */
export const CASES = {
  plain,
  crlf,
  quoted,
  wide,
  'text-ids': textIds,
  bad,
} as const satisfies Readonly<Record<string, EventsCase>>;

/** The name of a shape. */
export type Case = keyof typeof CASES;

/** All names, in the order in which they are measured. */
export const CASE_NAMES: readonly Case[] = Object.keys(CASES).filter(isCase);

/** Whether there is a case of that name. */
export function isCase(name: string): name is Case {
  return Object.hasOwn(CASES, name);
}

/** The case of a name. */
export const caseNamed = (name: Case): EventsCase => CASES[name];
