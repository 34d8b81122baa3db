import { type Findings, LISTED_OF_A_KIND } from '../../lib/pipeline/findings/findings.ts';
import { columnsOf } from './oracle/declaration.ts';
import { type Derived, derivedOf } from './oracle/derived.ts';
import { type BadHeader, NOTHING_FOUND } from './oracle/header-results.ts';
import { type FileResult, totalsOf, WARNINGS } from './oracle/oracle.ts';
import type { Found, Row, Value } from './oracle/rows.ts';
import { inOrder } from './oracle/values.ts';
import type { Reading } from './production.ts';
import type { FileName, Traits } from './traits.ts';

/** Raw texts are compared up to here: how long a listed one may be is no matter of the contract. */
const RAW_COMPARED = 1990;
/** No listed raw text may be longer, in UTF-16 units: 2000 and the mark of the cut. */
const RAW_LIMIT = 2001;

/** The first difference between what a file must give and what production made of it; undefined without any. */
export function differenceOf(
  name: FileName,
  expected: FileResult,
  actual: Reading,
  traits: Traits,
): string | undefined {
  if (isRefusedInDoubt(expected, actual)) {
    return undefined;
  }
  if (expected.kind === 'bad_header' && actual.kind === 'bad_header') {
    return defectsDifference(name, expected.header, actual.defects);
  }
  if (expected.kind === 'bad_header' || actual.kind === 'bad_header') {
    return `${name}: oracle ${brief(expected.kind, headerOf(expected))}, production ${brief(actual.kind, actual)}`;
  }
  return (
    firstDifference(comparedOf(expected.header), comparedOf(actual.header), `${name}.header`) ??
    bodyDifference(name, expected, actual, traits)
  );
}

/** What both say of a header that can be used; names are told as they were written, and what is in doubt apart. */
const comparedOf = ({ delimiter, columns, width, line, bodyOffset, bodyLine }: ComparedHeader) => ({
  ...{ delimiter, columns, width, line, bodyOffset, bodyLine },
});

type ComparedHeader = Pick<
  ReadOf<Reading>['header'],
  'delimiter' | 'columns' | 'width' | 'line' | 'bodyOffset' | 'bodyLine'
>;

function defectsDifference(
  name: FileName,
  { vague, defects, doubtful, orElse }: BadHeader,
  told: readonly string[],
): string | undefined {
  if (vague && isVague(told, defects)) {
    return undefined;
  }
  if (orElse && doubtful.length > 0 && defectsDifference(name, orElse, told) === undefined) {
    return undefined;
  }
  const certain = told.filter((defect) => !isDoubtful(defect, doubtful));
  return firstDifference(defects, certain, `${name}.header.defects`);
}

type ReadOf<Result> = Extract<Result, { kind: 'read' }>;

function bodyDifference(
  name: FileName,
  expected: ReadOf<FileResult>,
  actual: ReadOf<Reading>,
  traits: Traits,
): string | undefined {
  const isExperiments = name === 'user_experiments';
  const totals = isExperiments ? expectedTotals(expected.rows, traits) : [];
  const inOrder = isExperiments || name === 'users' ? expected.rows : ascending(expected.rows);
  const rows = inOrder.map((row) => (isExperiments ? experimentOf(row, traits) : textsOf(row)));
  return (
    firstDifference(expected.records, actual.records, `${name}.records`) ??
    foundDifference(name, expected.found, actual.findings) ??
    firstDifference(comparable(rows), comparable(actual.rows), `${name}.rows`) ??
    firstDifference(totals, actual.totals, `${name}.totals`) ??
    derivedDifference(expected.rows, actual, traits)
  );
}

/** What made-up features come to; 0 and NULL of sums are told apart in SQL alone. */
function derivedDifference(rows: readonly Row[], { derived }: ReadOf<Reading>, { features }: Traits) {
  if (!derived) {
    return undefined;
  }
  const expected = derivedOf(rows, features);
  const inSql = (list: readonly Derived[]) =>
    list.map(({ owner, values }) => ({
      owner,
      values: values.map(
        (value, at) => value ?? (ZERO_OF_NONE.includes(features[at]?.kind ?? 'min') ? 0n : null),
      ),
    }));
  return (
    firstDifference(expected, inSql(derived.careful), 'derived') ??
    firstDifference(expected, inSql(derived.merged), 'derived of parts')
  );
}

const ZERO_OF_NONE: readonly string[] = ['count', 'sum', 'distinct'];

/** Rows of a reference in the order in which production keeps keys. */
function ascending(rows: readonly Row[]): readonly Row[] {
  const keyOf = ({ values }: Row) => {
    const [key] = Object.values(values);
    return typeof key === 'bigint' || typeof key === 'string' ? key : 0n;
  };
  return rows.toSorted((a, b) => inOrder(keyOf(a), keyOf(b)));
}

/** The aggregates in the form in which production has them: values are counted only where there may be none. */
function expectedTotals(experiments: readonly Row[], { optional }: Traits) {
  return [...totalsOf(experiments)]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([owner, { count, ...totals }]) => ({
      ...{ owner, ...totals },
      ...(optional.includes('experiment_run_time') && { count }),
    }));
}

const textOf = (value: Value | undefined) => (typeof value === 'bigint' ? String(value) : (value ?? null));

const textsOf = ({ values }: Row) =>
  Object.fromEntries(Object.entries(values).map(([column, value]) => [column, textOf(value)]));

const INTEGERS = ['experiment_run_time', 'temperature'];

/** An experiment as production has it: without its id, and what it names as lists. */
function experimentOf({ line, raw, values }: Row, traits: Traits) {
  const named = columnsOf('user_experiments', traits).filter(({ unknown }) => unknown);
  const lists = named.map(({ name }) => [name, [values[name] ?? []].flat().map(String)]);
  const integers = INTEGERS.filter((name) => name in values).map((name) => [name, textOf(values[name])]);
  return {
    ...{ line, raw },
    ...Object.fromEntries(integers),
    ...Object.fromEntries(lists),
    user_id: textOf(values['user_id']),
  };
}

/** Of each kind of defect as many as are listed; the others are only counted. */
function firstOfEachKind<T extends Pick<Found, 'column' | 'reason'>>(found: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return found.filter(({ column, reason }) => {
    const kind = `${reason} ${column}`;
    const before = seen.get(kind) ?? 0;
    seen.set(kind, before + 1);
    return before < LISTED_OF_A_KIND;
  });
}

/** Compares the listed rejects and warnings, and their counts, which also follow from the list. */
export function foundDifference(
  name: string,
  expected: readonly Found[],
  actual: Findings,
): string | undefined {
  const found = expected.map((row) => ({
    ...row,
    severity: WARNINGS.includes(row.reason) ? 'warning' : 'reject',
  }));
  const warnings = found.filter(({ severity }) => severity === 'warning').length;
  const tooLong = actual.rows.find(({ raw }) => raw.length > RAW_LIMIT);
  if (tooLong !== undefined) {
    return `${name}: the raw text of line ${tooLong.line} is ${tooLong.raw.length} long`;
  }
  const lists = [listed(firstOfEachKind(found)), listed(actual.rows)] as const;
  return (
    missing(lists[0], lists[1], `${name}: not found by production`) ??
    missing(lists[1], lists[0], `${name}: found by production only`) ??
    firstDifference(found.length - warnings, actual.rejected, `${name}.rejected`) ??
    firstDifference(warnings, actual.warnings, `${name}.warnings`) ??
    firstDifference(tallied(found), sortedCounts(actual), `${name}.counts`)
  );
}

type Listed = Pick<Found, 'line' | 'column' | 'reason' | 'raw'> & {
  readonly lastLine?: number;
  readonly severity: string;
};

/** What is found, as texts, sorted: the order of what is found in one row is not told by the contract. */
function listed(rows: readonly Listed[]): string[] {
  const texts = rows.map(({ line, lastLine, column, reason, severity, raw }) =>
    JSON.stringify({ line, lastLine, column, reason, severity, raw: cut(raw) }),
  );
  return texts.sort();
}

/** What the first sorted list has and the second has not: the first such text. */
function missing(from: readonly string[], others: readonly string[], title: string): string | undefined {
  let at = 0;
  for (const text of from) {
    while (at < others.length && (others[at] ?? '') < text) {
      at++;
    }
    if (others[at] !== text) {
      return `${title}: ${text.slice(0, 400)}`;
    }
    at++;
  }
  return undefined;
}

function tallied(rows: readonly Listed[]): string[] {
  const counts = new Map<string, number>();
  for (const { column, reason, severity } of rows) {
    const kind = `${severity} ${reason} ${column}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${kind}: ${count}`).sort();
}

function sortedCounts(findings: Findings): string[] {
  const kinds = findings.counts().filter(({ count }) => count > 0);
  return kinds
    .map(({ severity, reason, column, count }) => `${severity} ${reason} ${column}: ${count}`)
    .sort();
}

function comparable(rows: readonly unknown[]): unknown[] {
  return rows.map((row) => (hasRaw(row) ? { ...row, raw: cut(row.raw) } : row));
}

const hasRaw = (row: unknown): row is { raw: string } =>
  typeof row === 'object' && row !== null && 'raw' in row;
/** Byte order marks before a record and the CRs of its line end may be listed with it or not. */
const cut = (raw: string) =>
  raw
    .replace(/^\ufeff+/, '')
    .replace(/\r+$/, '')
    .slice(0, RAW_COMPARED);

/** Whether production refuses a file for a column that it may do without, but perhaps has under a name nearly its own. */
export function isRefusedInDoubt(expected: FileResult, actual: Reading): boolean {
  if (expected.kind === 'bad_header' || actual.kind !== 'bad_header') {
    return false;
  }
  const { doubtful, orElse } = expected.header;
  return (
    actual.defects.every((defect) => isDoubtful(defect, doubtful)) ||
    (doubtful.length > 0 &&
      orElse !== undefined &&
      defectsDifference('users', orElse, actual.defects) === undefined)
  );
}

const isDoubtful = (defect: string, doubtful: readonly string[]) =>
  doubtful.some((column) => defect === `missing_column:${column}`);

/** Whether the defects are among those of a header in which nothing was recognised, with all that its bytes have. */
function isVague(defects: readonly string[], ofBytes: readonly string[]): boolean {
  const told = defects.map((defect) => defect.split(':')[0] ?? '');
  return told.length > 0 && told.every((code) => NOTHING_FOUND.includes(code) || ofBytes.includes(code));
}

/** Where two values of plain data first differ, as one line; undefined when they do not. */
export function firstDifference(expected: unknown, actual: unknown, path: string): string | undefined {
  if (Object.is(expected, actual)) {
    return undefined;
  }
  if (!isObject(expected) || !isObject(actual)) {
    return `${path}: oracle ${shown(expected)}, production ${shown(actual)}`;
  }
  for (const key of Object.keys({ ...expected, ...actual })) {
    const inside = firstDifference(expected[key], actual[key], `${path}.${key}`);
    if (inside !== undefined) {
      return inside;
    }
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
  return (text ?? 'nothing').slice(0, 400);
}

function headerOf(expected: FileResult): unknown {
  return expected.kind === 'bad_header' ? expected.header : { ...expected, rows: [], found: [] };
}

function brief(kind: string, rest: unknown): string {
  return `${kind} ${shown(rest)}`;
}
