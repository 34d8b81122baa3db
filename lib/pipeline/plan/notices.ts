import type { Header } from '../../csv/header/header.ts';
import { skippedLines } from '../../csv/header/lines/skipped-lines.ts';
import { enumerated, firstFew } from '../../messages/first-few.ts';
import { oneLine } from '../../messages/one-line.ts';
import type { Input } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { readColumns } from '../../model/read-columns.ts';
import type { InspectedSource } from './inspect.ts';
import { unreadFiles } from './unread-files.ts';

/** Sources that are told by name. */
const TOLD_SOURCES = 3;

/** The columns of an input that would be read, and that a source lacks: all of their values are NULL. */
export function absentColumns(model: Model, input: Input, { columns }: Pick<Header, 'columns'>): string[] {
  return readColumns(model, input).flatMap(({ name }) => (columns[name] === undefined ? [name] : []));
}

/** What people want to know about the files though it stops no run, a sentence each. */
export interface Notices {
  /** Lines above headers. */
  readonly skipped: readonly string[];
  /** Columns that are absent. */
  readonly absent: readonly string[];
  /** Files that are not read though their names suggest it. */
  readonly unread: readonly string[];
}

/** The notices about the sources that are read, and about the files beside them. */
export async function noticesOf(
  location: string,
  sources: readonly InspectedSource[],
  model: Model,
): Promise<Notices> {
  const names = sources.map(({ source }) => source);
  return {
    skipped: skips(sources),
    absent: absences(sources, model),
    unread: await unreadFiles(location, names, model),
  };
}

/** All notices, in their order. */
export const noticeList = ({ skipped, absent, unread }: Notices): string[] => [
  ...skipped,
  ...absent,
  ...unread,
];

/** Sources with the same lines above their headers are told together. */
function skips(sources: readonly InspectedSource[]): string[] {
  const those = sources.flatMap(({ source, header }) => {
    const told = skippedLines(header);
    return told === undefined ? [] : [{ source, told }];
  });
  return [...Map.groupBy(those, ({ told }) => told)].map(
    ([told, own]) => `${listed(own.map(({ source }) => source))}: ${told}`,
  );
}

function absences(sources: readonly InspectedSource[], model: Model): string[] {
  return [...Map.groupBy(sources, ({ input }) => input)].flatMap(([name, own]) => {
    const input = inputNamed(model, name);
    const lacking = own.flatMap(({ source, header }) =>
      absentColumns(model, input, header).map((column) => ({ column, source })),
    );
    return [...Map.groupBy(lacking, ({ column }) => column)].map(([column, those]) => {
      const told = listed(those.map(({ source }) => source));
      return `${told}: the column ${column} is missing, so it is NULL in every row`;
    });
  });
}

/** Names one after the other; of many the first, and how many others there are. */
const listed = (names: readonly string[]): string => enumerated(firstFew(names, TOLD_SOURCES, oneLine));
