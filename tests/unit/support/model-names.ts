import type { Model } from '../../../lib/model/model.ts';

/** A name of a model that stands in a source. */
export interface FoundName {
  readonly line: number;
  readonly name: string;
}

/**
 * What looks for the names of a model in a TypeScript source, in its code and not in its comments: of files, and of
 * columns, features, reasons and the table with an underscore, anywhere; of the rest, which are words of every day, as a literal of their own.
 */
export function modelNameFinder({ inputs, features, table }: Model): (source: string) => FoundName[] {
  const ofInputs = inputs.flatMap(({ name, one, files, columns }) => [
    ...[name, ...files, ...files.map(stem), `unknown_${one}`],
    ...columns.map((column) => column.name),
  ]);
  const names = [...ofInputs, ...features.map(([name]) => name), table];
  const isTelling = (name: string) => /[_.]/.test(name);
  const telling = names.filter(isTelling).map((name) => `(?<!\\w)${escaped(name)}(?!\\w)`);
  const words = names.filter((name) => !isTelling(name)).map(escaped);
  const pattern = new RegExp(`${telling.join('|')}|(?<quote>['"\`])(?:${words.join('|')})\\k<quote>`, 'g');
  return (source) =>
    findAll(source, pattern).map(({ line, name }) => ({ line, name: name.replaceAll(/['"`]/g, '') }));
}

/** What looks for the words for rows of the inputs, one or many, anywhere in the code of a source, also in the middle of a text. */
export function modelWordFinder({ inputs }: Pick<Model, 'inputs'>): (source: string) => FoundName[] {
  const words = inputs.flatMap(({ name, one }) => [name, one]);
  const pattern = new RegExp(`(?<![\\w.])(?:${words.join('|')})(?!\\w)`, 'gi');
  return (source) => findAll(source, pattern);
}

function findAll(source: string, pattern: RegExp): FoundName[] {
  return withoutComments(source)
    .split('\n')
    .flatMap((text, index) => [...text.matchAll(pattern)].map(([name]) => ({ line: index + 1, name })));
}

const stem = (file: string) => file.replace(/\.\w+$/, '');
const escaped = (text: string) => text.replaceAll('.', '\\.');

const COMMENT_OR_TEXT = /\/\*.*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/gs;

/** A source with the line ends of its comments only. */
function withoutComments(source: string): string {
  return source.replaceAll(COMMENT_OR_TEXT, (found) =>
    /^\/[*/]/.test(found) ? found.replaceAll(/[^\n]/g, '') : found,
  );
}
