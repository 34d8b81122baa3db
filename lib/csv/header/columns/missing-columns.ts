import { enumerated, firstFew } from '../../../messages/first-few.ts';
import { quoted } from '../../../messages/visible.ts';
import type { HeaderDefect } from '../defect.ts';
import { SHOWN_NAMES, shown } from '../shown.ts';
import type { NearMiss } from './near-miss.ts';
import type { WantedColumn } from './wanted.ts';

/** A column that is not there, and the name that stands there instead, perhaps. */
interface MissingColumn {
  readonly column: WantedColumn;
  readonly near: NearMiss | undefined;
}

/**
 * All columns that a file lacks, in one message: what is missing, the likely cause, what stands there instead, and what was
 * expected.
 *
 * @param header the physical line it starts on, and what it was read as
 * @param cause what may be the reason for all of them
 */
export function missingColumns(
  missing: readonly MissingColumn[],
  wanted: readonly WantedColumn[],
  header: { readonly line: number; readonly text: string },
  cause: string | undefined,
): HeaderDefect {
  const columns = missing.map(({ column }) => column.name);
  const list = enumerated(namesOf(missing.map(({ column }) => column)));
  const hints = cause === undefined ? missing.slice(0, SHOWN_NAMES).flatMap(hintAt) : [cause];
  const seen = `${missing.length === 1 ? 'column' : 'columns'} ${list} ${missing.length === 1 ? 'is' : 'are'} missing`;
  const question = hints.join(', ');
  const read = `he header on line ${header.line} was read as ${header.text}`;
  const message = [
    `${seen}${question && `: ${question}`}${question.endsWith('?') ? ' T' : '; t'}${read}`,
    ...(missing.length < wanted.length ? [`expected: ${namesOf(wanted).join(', ')}`] : []),
  ];
  return {
    code: 'missing_column',
    columns,
    message: message.join('; '),
    ...(cause !== undefined && { hasCause: true }),
  };
}

/** The first names, and how many more there are. */
const namesOf = (columns: readonly WantedColumn[]): string[] => firstFew(columns, SHOWN_NAMES, nameOf);

function nameOf({ name, header: [, ...others] }: WantedColumn): string {
  return others.length > 0 ? `"${name}" (or ${shown(others).join(', ')})` : `"${name}"`;
}

/** A column that may be missing is told of only because of its near miss, which then must not stay as it is. */
function hintAt({ column, near }: MissingColumn): string[] {
  if (!near) {
    return [];
  }
  const name = quoted(near.found);
  const question = `is ${name} meant to be "${near.meant}"?`;
  return column.required
    ? [question]
    : [
        `${question} If not, rename ${name}: column "${column.name}" may be missing, but a name this similar stops the run`,
      ];
}
