import type { Header } from '../../csv/header/header.ts';
import { visible } from '../../messages/visible.ts';
import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import type { RejectedRow, UnknownValues } from '../../store/rejects/rejects.ts';
import type { Example } from './causes/cause.ts';
import { likelyCauses } from './causes/likely-causes.ts';
import { type Findings, type Kind, keyOf } from './findings.ts';
import { describeReason } from './reasons.ts';
import { rawFields } from './seen/raw-fields.ts';
import { WRONG_COLUMN_COUNT } from './seen/seen-in-row.ts';

/** A kind of findings with what it means here, and what to do about it. */
export interface ExplainedKind extends Kind, UnknownValues {
  /** What the reason means, and what was seen first: a clause without a full stop. */
  readonly meaning: string;
  /** What it probably comes from, and what to do: a line for each cause, three at most; undefined where none is known. */
  readonly hint: string | undefined;
  /** The first rows that are listed of it: one of each of these causes before the others, which are in the order of the files. */
  readonly telling: readonly RejectedRow[];
}

/** What is known of a kind beside its rows: what to do, which ids are unknown. Undefined where nothing is. */
export type KnownOf = (
  kind: Pick<Kind, 'reason' | 'column'>,
) => ({ readonly hint: string | undefined } & UnknownValues) | undefined;

const NOTHING_KNOWN = { hint: undefined, values: [], otherValues: 0 };

/** Rows that are looked at of a kind. */
const LOOKED_AT = 100;

/** Different things that are told of all that was seen. */
const TOLD = 3;

/** A source with its header: those that rows are of. */
export interface SourceHeader {
  readonly source: string;
  readonly header: Header;
}

/**
 * Says of each kind of findings in an input what it means, with what was seen in its first rows, and what it probably comes from.
 *
 * @param sources those that the findings are of
 * @param knownOf what is known of a kind otherwise
 * @example explainKinds(findings, input, sources, model)[0].meaning // '5 columns, the header has 4'
 */
export function explainKinds(
  findings: Pick<Findings, 'counts' | 'rows'>,
  input: Input,
  sources: readonly SourceHeader[],
  model: Model,
  knownOf: KnownOf = () => undefined,
): ExplainedKind[] {
  const headers = new Map(sources.map(({ source, header }) => [source, header]));
  const rowsOf = firstRows(findings.rows);
  return findings.counts().map((kind) => {
    const rows = rowsOf.get(keyOf(kind.reason, kind.column)) ?? [];
    const widths = widthsByLine(rows, headers);
    const examples = rows.flatMap((row) => {
      const header = headers.get(row.source);
      return header ? [exampleOf(row, input, header, widths)] : [];
    });
    const causes = likelyCauses(examples);
    // What is told of values is told of those that a hint is about.
    const ordered = [...new Set([...causes.map(({ first }) => first), ...examples])];
    const telling = [...new Set([...ordered.map(({ row }) => row), ...rows])];
    const likely = causes.length > 0 ? causes.map((cause) => cause.hint).join('\n') : undefined;
    const { hint = likely, ...values } = knownOf(kind) ?? NOTHING_KNOWN;
    return { ...kind, meaning: meaningOf(kind, ordered, input, model), hint, telling, ...values };
  });
}

/** The first rows of each kind. */
function firstRows(rows: readonly RejectedRow[]): Map<string, RejectedRow[]> {
  const first = new Map<string, RejectedRow[]>();
  for (const row of rows) {
    const key = keyOf(row.reason, row.column);
    const own = first.get(key) ?? [];
    if (own.length < LOOKED_AT) {
      own.push(row);
    }
    first.set(key, own);
  }
  return first;
}

/** An example with the row that it is made of. */
interface RowExample extends Example {
  readonly row: RejectedRow;
}

/** How many columns rows have, by where they begin and where they end. */
interface Widths {
  readonly from: ReadonlyMap<string, number>;
  readonly to: ReadonlyMap<string, number>;
}

const placeOf = (source: string, line: number): string => `${line} ${source}`;

/** The numbers of columns of rows that have another one than their header. */
function widthsByLine(rows: readonly RejectedRow[], headers: ReadonlyMap<string, Header>): Widths {
  const [from, to] = [new Map<string, number>(), new Map<string, number>()];
  for (const { source, line, lastLine, reason, raw } of rows) {
    const header = headers.get(source);
    if (header && reason === WRONG_COLUMN_COUNT) {
      const width = rawFields(raw, header.delimiter).length;
      from.set(placeOf(source, line), width);
      to.set(placeOf(source, lastLine), width);
    }
  }
  return { from, to };
}

function exampleOf(row: RejectedRow, input: Input, header: Header, { from, to }: Widths): RowExample {
  const { source, line, lastLine } = row;
  const fields = rawFields(row.raw, header.delimiter);
  const position = row.column === null ? undefined : header.columns[row.column];
  return {
    ...{ row, reason: row.reason, line, lastLine, seen: row.seen, raw: row.raw },
    ...{ input, header, fields, column: input.columns.find(({ name }) => name === row.column) },
    widthsBeside: [to.get(placeOf(source, line - 1)), from.get(placeOf(source, lastLine + 1))].filter(
      (width) => width !== undefined,
    ),
    value: (position === undefined ? undefined : fields[position]) ?? row.seen ?? '',
  };
}

function meaningOf(
  { reason, column }: Kind,
  examples: readonly Example[],
  input: Input,
  model: Model,
): string {
  const seen = [...new Set(examples.flatMap((example) => example.seen ?? []))];
  const [first] = examples;
  if (reason === WRONG_COLUMN_COUNT && first && seen.length > 0) {
    const { line, width } = first.header;
    // Without a header there are as many as are declared.
    return `${columnCount(seen)}, ${line === 0 ? `${width} are declared` : `the header has ${width}`}`;
  }
  const text = describeReason(model, reason, column ?? undefined, input.name);
  const told = seen.filter((value) => value !== '').map((value) => `"${visible(value, 40)}"`);
  if (column === null || told.length === 0) {
    return text;
  }
  return `${text}: ${told.slice(0, TOLD).join(', ')}${told.length > TOLD ? ', …' : ''}`;
}

/** What was seen of rows with another number of columns than the header: `5 columns`, `4 or 5 columns`, `2 to 9 columns`. */
function columnCount(seen: readonly string[]): string {
  const counts = seen.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const [least = '', most] = [counts[0], counts.at(-1)];
  if (counts.length === 1) {
    return least === '1' ? '1 column' : `${least} columns`;
  }
  return `${least} ${counts.length === 2 ? 'or' : 'to'} ${most} columns`;
}
