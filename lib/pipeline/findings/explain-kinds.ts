import type { Header } from '../../csv/header/header.ts';
import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import type { RejectedRow, UnknownValues } from '../../store/rejects/rejects.ts';
import { visible } from '../../visible.ts';
import type { Example } from './causes/cause.ts';
import { likelyHint } from './causes/likely-hint.ts';
import { type Findings, type Kind, keyOf } from './findings.ts';
import { describeReason } from './reasons.ts';
import { rawFields } from './seen/raw-fields.ts';
import { WRONG_COLUMN_COUNT } from './seen/seen-in-row.ts';

/** A kind of findings with what it means here, and what to do about it. */
export interface ExplainedKind extends Kind, UnknownValues {
  /** What the reason means, and what was seen first: a clause without a full stop. */
  readonly meaning: string;
  /** What it probably comes from, and what to do; undefined where that is not known. */
  readonly hint: string | undefined;
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
    const examples = rows.flatMap((row) => {
      const header = headers.get(row.source);
      return header ? [exampleOf(row, input, header)] : [];
    });
    const { hint = likelyHint(examples), ...values } = knownOf(kind) ?? NOTHING_KNOWN;
    return { ...kind, meaning: meaningOf(kind, examples, input, model), hint, ...values };
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

function exampleOf(row: RejectedRow, input: Input, header: Header): Example {
  const fields = rawFields(row.raw, header.delimiter);
  const position = row.column === null ? undefined : header.columns[row.column];
  return {
    ...{ reason: row.reason, line: row.line, lastLine: row.lastLine, seen: row.seen, raw: row.raw },
    ...{ input, header, fields, column: input.columns.find(({ name }) => name === row.column) },
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
