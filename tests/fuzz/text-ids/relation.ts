import { firstDifference } from '../compare.ts';
import type { DeclaredFeature } from '../declared.ts';
import { columnsOf } from '../oracle/declaration.ts';
import { type Derived, derivedOf } from '../oracle/derived.ts';
import type { FileResult } from '../oracle/oracle.ts';
import type { Found, Row, Value } from '../oracle/rows.ts';
import type { FileName, Traits } from '../traits.ts';
import type { TextOf } from './texts.ts';

/** Why a field is no id, in the one kind and the other. */
const NO_ID = ['not_an_integer', 'negative', 'overflow', 'empty_id', 'long_id'];
/** Rows of so many lines after their first are doubted whatever is in them. */
const FEW_LINES = 5;
const NO_LIST = ['bad_id_list', 'bad_text_id_list'];

/** What a file comes to with numbers for ids, and with texts. */
export interface Both {
  readonly numbers: FileResult;
  readonly texts: FileResult;
  /** Of the model with numbers, and of that with texts. */
  readonly traits: Traits;
  readonly textTraits: Traits;
  readonly textOf: TextOf;
}

/**
 * The first difference between what a file comes to with numbers for ids, once a text is put for each, and what it comes to
 * with texts in its place; undefined without any. Raw texts are other ones, of course.
 */
export function relationDifference(name: FileName, both: Both): string | undefined {
  const { numbers, texts, traits, textTraits, textOf } = both;
  const [header, headerOfTexts] = [numbers, texts].map(headOf);
  if (numbers.kind !== 'read' || texts.kind !== 'read') {
    return firstDifference(header, headerOfTexts, `${name} with texts`);
  }
  const ids = idColumns(name, traits);
  const isExperiments = name === 'user_experiments';
  const derived = isExperiments ? derivedOf(numbers.rows, traits.features) : [];
  const derivedOfTexts = isExperiments ? derivedOf(texts.rows, textTraits.features) : [];
  return (
    firstDifference(header, headerOfTexts, `${name} with texts`) ??
    firstDifference(numbers.records, texts.records, `${name}.records with texts`) ??
    firstDifference(foundIn(numbers.found, ids), foundIn(texts.found, ids), `${name}.found with texts`) ??
    firstDifference(
      numbers.rows.map((row) => rowWithTexts(row, ids, textOf)),
      texts.rows.map(({ line, lastLine, values }) => ({ line, lastLine, values })),
      `${name}.rows with texts`,
    ) ??
    firstDifference(
      derived.map((own) => derivedWithTexts(own, traits.features, textOf)),
      derivedOfTexts,
      'derived with texts',
    )
  );
}

/** Without what is compared apart, and without how far down a header is in bytes where lines above it are skipped. */
function headOf({ header, ...result }: FileResult) {
  const { orElse, ...rest } = header;
  const { orRead: _, ...others } = 'orRead' in rest ? rest : { ...rest, orRead: undefined };
  const isMoved = 'defects' in header || orElse !== undefined;
  return {
    ...result,
    rows: [],
    found: [],
    header: { ...others, ...(isMoved && { start: 0, bodyOffset: 0 }) },
  };
}

const idColumns = (name: FileName, traits: Traits): readonly string[] =>
  columnsOf(name, traits)
    .filter(({ type }) => type === 'id' || type === 'list')
    .map(({ name: column }) => column);

/**
 * What is found, without raw texts, and with reasons that the two kinds have in common; and without doubts about rows of few lines:
 * whether one of these looks like a row depends on the delimiters in it, and a text may have some.
 */
const foundIn = (found: readonly Found[], ids: readonly string[]) =>
  found
    .filter(({ line, lastLine, reason }) => reason !== 'long_value' || lastLine - line >= FEW_LINES)
    .map(({ line, lastLine, column, reason }) => ({
      ...{ line, lastLine, column },
      reason: commonReason(reason, ids.includes(column ?? '')),
    }));

function commonReason(reason: string, isOfId: boolean): string {
  if (isOfId && NO_ID.includes(reason)) {
    return 'no id';
  }
  return NO_LIST.includes(reason) ? 'no list of ids' : reason;
}

function rowWithTexts({ line, lastLine, values }: Row, ids: readonly string[], textOf: TextOf) {
  const withTexts = Object.entries(values).map(([column, value]) => [
    column,
    ids.includes(column) ? valueWithTexts(value, textOf) : value,
  ]);
  return { line, lastLine, values: Object.fromEntries(withTexts) };
}

function valueWithTexts(value: Value, textOf: TextOf): Value {
  if (typeof value === 'bigint') {
    return textOf(value);
  }
  return value === null || typeof value === 'string' ? value : value.map((id) => textOf(BigInt(id)));
}

/** Of the kinds whose value is an id, or a list of them, that is a text; all others are the same. */
function derivedWithTexts(
  { owner, values }: Derived,
  features: readonly DeclaredFeature[],
  textOf: TextOf,
): Derived {
  const of = (value: Derived['values'][number], at: number) => {
    const kind = features[at]?.kind;
    if (value === null || !(kind === 'mostUsed' || kind === 'lookup' || kind === 'allMostUsed')) {
      return value;
    }
    if (typeof value === 'bigint') {
      return textOf(value);
    }
    const ids = value.slice(1, -1).split(',');
    return JSON.stringify(ids.map((id) => textOf(BigInt(id))));
  };
  return { owner: textOf(BigInt(owner)), values: values.map(of) };
}
