import { ANSWER_CODES, RUN_CODES } from '../../lib/error-codes.ts';
import { STATUSES } from '../../lib/http/reply/statuses.ts';

/** The catalogue of error codes as tables of Markdown. */
export function errorTables(): string {
  const meanings: Readonly<Record<string, string>> = ANSWER_CODES;
  const answers = Object.entries(STATUSES).map(
    ([code, { status }]) => `| \`${code}\` | ${status} | ${meanings[code]} |`,
  );
  const runs = Object.entries(RUN_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return [
    '**Codes of errors**, with the status that each has unless a route says otherwise:',
    ['| `code` | Status | Meaning |', '|---|---|---|', ...answers].join('\n'),
    '**Codes of runs that failed**, in `error.code` of a run:',
    ['| `code` | Meaning |', '|---|---|', ...runs].join('\n'),
  ].join('\n\n');
}
