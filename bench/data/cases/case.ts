import type { Random } from '../random.ts';

/** The fields of a row, as they stand in the file but for its form: of one user of so many. */
export type RowWriter = (row: number, random: Random) => string[];

/** A shape of a file of experiments. */
export interface EventsCase {
  /** What is special about it, in a few words. */
  readonly about: string;
  readonly lineEnd: '\n' | '\r\n';
  /** Makes the rows of a file with so many users; all that is random comes from `random`, so that a file is always the same. */
  readonly rows: (users: number) => RowWriter;
  /** A line of some fields, without its end. */
  readonly line: (fields: readonly string[]) => string;
  /** Whether users and experiments have numbers for ids, or texts. */
  readonly ids: 'numbers' | 'texts';
  /** A column of texts after the four, if there is one, and whether the model declares it. */
  readonly text?: { readonly name: string; readonly isDeclared: boolean };
  readonly isCompressed: boolean;
  /** Whether what is counted of the lists is measured as well. */
  readonly countsLists: boolean;
  /** Beginnings of the names of peers that can't read it, or not in this form, each with the reason. */
  readonly without: Readonly<Record<string, string>>;
}

/** A case, said by how it differs from a plain file. */
export function eventsCase(
  about: string,
  { rows, ...other }: Partial<EventsCase> & Pick<EventsCase, 'rows'>,
): EventsCase {
  return {
    about,
    lineEnd: '\n',
    rows,
    line: (fields) => fields.join(','),
    ids: 'numbers',
    isCompressed: false,
    countsLists: false,
    without: {},
    ...other,
  };
}
