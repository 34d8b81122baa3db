import { oneLine } from '../../messages/one-line.ts';
import { quoted } from '../../messages/visible.ts';
import type { Column } from '../../model/columns.ts';
import { writtenAs } from '../../model/declaration/written-column.ts';
import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import type { SeenIds, SeenValue } from './id-sample.ts';

/** A source with the ids of its first rows. */
export interface SampledSource {
  readonly input: string;
  readonly version: { readonly uri: string };
  readonly ids: readonly SeenIds[];
}

/** The key of an input, and the columns that name its rows: their ids are all of one kind. */
interface Group {
  readonly input: Input;
  readonly columns: readonly { readonly of: Input; readonly column: Column }[];
}

/** What all sources of an input have in a column. */
interface SeenColumn {
  /** The first text, where there are only texts, and not always the same. */
  readonly text?: string;
  /** The first whole number, where there is one. */
  readonly integer?: string;
}

/**
 * Says that ids are texts where the model declares whole numbers, and how they are declared instead: all columns that go together,
 * in one message of several lines. Undefined when there are none.
 *
 * A column has text ids if all values in the first rows of all its sources are texts, and two of them differ: a file with some bad
 * rows is read, and its bad rows are rejected.
 */
export function textIdProblem(sources: readonly SampledSource[], model: Model): string | undefined {
  const groups = groupsOf(model).map((group) => ({
    ...group,
    seen: group.columns.map(({ of, column }) => seenOf(sources, of, column)),
  }));
  const wrong = groups.filter(({ seen }) => seen.some(({ text }) => text !== undefined));
  if (wrong.length === 0) {
    return undefined;
  }
  const columns = wrong.flatMap((group) => group.columns);
  const lines = [
    ...wrong.flatMap(({ seen }) => seen.flatMap(({ text }) => text ?? [])),
    ...wrong.flatMap(({ seen }) => seen.flatMap(({ integer }) => integer ?? [])),
    `to use texts as ids (such as UUIDs, codes or e-mail addresses), declare them as textId(), and lists of them as textIdList(): ` +
      `import these in ${model.folder}/inputs.ts, and declare there`,
    ...columns.map(({ of, column }) => `  ${of.name}: ${column.name}: ${asTexts(column)}`),
    ...(columns.some(({ of, column }) => of === model.entity && column.name === of.key.name)
      ? [
          `this changes the type of the key of ${model.table}: if that table exists, use an empty database (./run.sh reset empties the one of ./run.sh)`,
        ]
      : []),
  ];
  return lines.join('\n  ');
}

function groupsOf({ inputs, events }: Model): Group[] {
  return inputs.map((input) => ({
    input,
    columns: [
      { of: input, column: input.key },
      ...events.flatMap(({ input: of }) =>
        of.columns
          .filter(({ reference }) => reference?.input === input.name)
          .map((column) => ({ of, column })),
      ),
    ],
  }));
}

function seenOf(sources: readonly SampledSource[], { name }: Input, column: Column): SeenColumn {
  const seen = sources
    .filter(({ input }) => input === name)
    .flatMap(({ version, ids }) =>
      ids.filter((own) => own.column === column.name).map((own) => ({ ...own, uri: version.uri })),
    );
  const told = ({ uri }: { readonly uri: string }, { line, text }: SeenValue) =>
    `${oneLine(uri)} line ${line}: ${column.name} is ${quoted(text)}`;
  const integers = seen.flatMap(({ uri, integer }) => (integer ? [told({ uri }, integer)] : []));
  const texts = seen.flatMap(({ uri, texts: own }) => own.map((text) => ({ text, uri })));
  const [first] = texts;
  const areTexts =
    first !== undefined &&
    texts.some(({ text }) => text.text !== first.text.text) &&
    seen.every(({ isMixed }) => !isMixed);
  return {
    ...(areTexts && {
      text: `${told(first, first.text)}, a text, as in all rows that were looked at, but ${column.type}() takes whole numbers`,
    }),
    ...(integers[0] !== undefined && {
      integer: `${integers[0]}, a whole number: as a text id it finds a row only by the same text`,
    }),
  };
}

const asTexts = (column: Column): string =>
  writtenAs(column.type === 'idList' || column.type === 'textIdList' ? 'textIdList' : 'textId', column);
