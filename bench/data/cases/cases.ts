import type { EventsCase } from './case.ts';
import { bad, bad10 } from './defects/bad.ts';
import { crlf } from './forms/crlf.ts';
import { gzip } from './forms/gzip.ts';
import { paddedSpace, paddedTab } from './forms/padded.ts';
import { plain } from './forms/plain.ts';
import { quoted } from './forms/quoted.ts';
import { textIds } from './ids/text-ids.ts';
import { wide } from './ids/wide.ts';
import { quotedTexts, quotedTextsUndeclared } from './texts/quoted-texts.ts';
import { utf8 } from './texts/utf8.ts';

/** The shapes of a file of experiments, by the names that `--case` takes. */
export const CASES = {
  plain,
  crlf,
  quoted,
  'quoted-texts': quotedTexts,
  'quoted-texts-undeclared': quotedTextsUndeclared,
  utf8,
  'padded-space': paddedSpace,
  'padded-tab': paddedTab,
  wide,
  'text-ids': textIds,
  bad,
  'bad-10': bad10,
  gzip,
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
