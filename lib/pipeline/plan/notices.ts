import type { Header } from '../../csv/header/header.ts';
import type { Input } from '../../model/inputs.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { readColumns } from '../../model/read-columns.ts';
import { oneLine } from '../../one-line.ts';
import type { InspectedSource } from './inspect.ts';
import { unreadFiles } from './unread-files.ts';

/** Sources that are told by name. */
const TOLD_SOURCES = 3;

/** The columns of an input that would be read, and that a source lacks: all of their values are NULL. */
export function absentColumns(model: Model, input: Input, { columns }: Pick<Header, 'columns'>): string[] {
  return readColumns(model, input).flatMap(({ name }) => (columns[name] === undefined ? [name] : []));
}

/**
 * What stops no run and people want to know of the files, a sentence each: columns that are absent, and files that are not read
 * though by their names somebody may think so.
 */
export async function noticesOf(
  location: string,
  sources: readonly InspectedSource[],
  model: Model,
): Promise<string[]> {
  return [...absences(sources, model), ...(await unreadFiles(location, namesOf(sources), model))];
}

function absences(sources: readonly InspectedSource[], model: Model): string[] {
  return [...Map.groupBy(sources, ({ input }) => input)].flatMap(([name, own]) => {
    const input = inputNamed(model, name);
    const lacking = own.flatMap(({ source, header }) =>
      absentColumns(model, input, header).map((column) => ({ column, source })),
    );
    return [...Map.groupBy(lacking, ({ column }) => column)].map(([column, those]) => {
      const told = listed(those.map(({ source }) => source));
      return `${told}: no column ${column}, so it is NULL in every row`;
    });
  });
}

/** Names one after the other; of many the first, and how many others there are. */
function listed(names: readonly string[]): string {
  const told = names.slice(0, TOLD_SOURCES).map((name) => oneLine(name));
  const others = names.length - told.length;
  return others > 0 ? `${told.join(', ')} and ${others} more` : told.join(', ');
}

const namesOf = (sources: readonly InspectedSource[]): string[] => sources.map(({ source }) => source);
