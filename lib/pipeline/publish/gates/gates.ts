import { decimalText } from '../../../csv/values/decimals.ts';
import { MAX_INTEGER } from '../../../csv/values/integers.ts';
import { InputError } from '../../../errors.ts';
import { firstFew } from '../../../messages/first-few.ts';
import { oneLine } from '../../../messages/one-line.ts';
import { withThousands } from '../../../messages/thousands.ts';
import { filesOf, type Input } from '../../../model/inputs.ts';
import type { Model } from '../../../model/model.ts';
import { isReadByFeatures } from '../../../model/read-columns.ts';
import type { PublishedBefore } from '../../../store/derivation/publish/publish.ts';
import type { Overflow } from '../divide-totals.ts';
import { mainReason, type RejectedKind } from './main-reason.ts';

/** What a run must pass before its result may replace the table, whatever the model. */
export const GATES = ['reject_ratio', 'bigint_total', 'deletions'] as const;
/** The same with the gate that asks for rows of the entity, by its name. */
export type Gate = (typeof GATES)[number] | `no_${string}`;

/** A gate that stays shut: which, and why, with what was seen and the setting that changes the limit. */
export interface Refusal {
  readonly gate: Gate;
  readonly message: string;
  /** The same in one short clause, as a person would say it. */
  readonly summary: string;
}

/** Records of one input, and how many of them were rejected. */
export interface InputCounts {
  readonly input: Input;
  readonly read: number;
  readonly rejected: number;
  /** Physical lines of its files, and of those its rejected records cover; without it, each covers one. */
  readonly lines?: { readonly read: number; readonly rejected: number };
  /** What was found in them. */
  readonly kinds?: readonly RejectedKind[];
}

/** As many values beyond a bigint are told; where there are some, there may be very many. */
const TOLD_OVERFLOWS = 10;

/** What the gate of rejects is asked with. */
interface RejectLimits {
  /** How much of an input may be rejected, from 0 to 1. */
  readonly maxRejectRatio: number;
}

/** The gates that can be judged before the table is touched. */
export function judgeInputs(
  model: Pick<Model, 'entity' | 'features'>,
  counts: readonly InputCounts[],
  overflows: readonly Overflow[],
  limits: RejectLimits,
): Refusal[] {
  const refusals = tooManyRejects(counts, limits)
    .filter(({ input }) => isAsked(model, input))
    .map((those): Refusal => {
      const limit = `the limit is ${percent(limits.maxRejectRatio)} (ETL_MAX_REJECT_RATIO)`;
      const why = mainReason(those.kinds ?? [], those.rejected);
      const message = `${rejectsOf(those)}, ${limit}${why}`;
      return { gate: 'reject_ratio', message, summary: rejectsInShort(those, limits) };
    });
  const { name, one } = model.entity;
  const ofEntity = counts.find(({ input }) => input.name === name);
  if (ofEntity && ofEntity.read - ofEntity.rejected === 0) {
    refusals.push({
      gate: `no_${name}`,
      message: `${filesOf(model.entity)}: none of ${withThousands(ofEntity.read)} rows is a usable ${one}, so the table would be empty`,
      summary: noneUsable(ofEntity),
    });
  }
  for (const { owner, what, value, scale } of overflows.slice(0, TOLD_OVERFLOWS)) {
    refusals.push({
      gate: 'bigint_total',
      message: `${one} ${owner}: ${what} is ${tooGreat(value, scale)}`,
      summary: `the ${what} of ${one} ${owner} is too large for the table`,
    });
  }
  return refusals;
}

/**
 * Rejects that would shut the gate `reject_ratio`, if a feature read what they are of: a sentence for each input. A reference
 * that no feature reads can't make a result wrong; that events name a rejected row is a warning of each of them.
 */
export function rejectNotices(
  model: Pick<Model, 'features'>,
  counts: readonly InputCounts[],
  limits: RejectLimits,
): string[] {
  return tooManyRejects(counts, limits)
    .filter(({ input }) => !isAsked(model, input))
    .map(
      (those) => `${rejectsOf(those)}; no feature reads ${those.input.name}, so this does not stop the run`,
    );
}

const tooManyRejects = (counts: readonly InputCounts[], { maxRejectRatio }: RejectLimits) =>
  counts.filter((those) => those.read > 0 && rejectRatio(those) > maxRejectRatio);

/**
 * Which part of an input was rejected, of its records or of its lines, whichever is more: a record that covers many lines is
 * probably many rows that a quote has made one.
 */
const rejectRatio = ({ read, rejected, lines }: InputCounts): number =>
  Math.max(rejected / read, lines && lines.read > 0 ? lines.rejected / lines.read : 0);

/** Whether rejects of an input may shut the gate. */
const isAsked = (model: Pick<Model, 'features'>, input: Input): boolean =>
  input.kind !== 'reference' || isReadByFeatures(model, input);

function rejectsOf(those: InputCounts): string {
  const { input, read, rejected, lines } = those;
  const ratio = rejectRatio(those);
  const told = `${filesOf(input)}: ${withThousands(rejected)} of ${withThousands(read)} rows were rejected`;
  return lines && ratio > rejected / read
    ? `${told} (${withThousands(lines.rejected)} of ${withThousands(lines.read)} lines, ${percent(ratio)})`
    : `${told} (${percent(ratio)})`;
}

/** @example '41 % of the rows of users.csv were rejected (limit 10 %)' */
function rejectsInShort(those: InputCounts, { maxRejectRatio }: RejectLimits): string {
  const { input, read, rejected, lines } = those;
  const ratio = rejectRatio(those);
  const byLines = lines !== undefined && ratio > rejected / read;
  const [part, all, of] = byLines ? [lines.rejected, lines.read, 'lines'] : [rejected, read, 'rows'];
  const limit = percent(maxRejectRatio);
  const much =
    percent(ratio) === limit ? `${withThousands(part)} of ${withThousands(all)}` : `${percent(ratio)} of the`;
  return `${much} ${of} of ${filesOf(input)} were rejected (limit ${limit})`;
}

function noneUsable({ input, read }: InputCounts): string {
  return read === 0
    ? `${filesOf(input)} has no rows`
    : `none of the ${withThousands(read)} rows of ${filesOf(input)} can be used`;
}

/** A total that there is no room for, and what there is room for. */
const tooGreat = (value: bigint, scale: number | undefined): string =>
  scale === undefined
    ? `${value}, more than a bigint can hold`
    : `${decimalText(value, scale)}, more than ${decimalText(MAX_INTEGER, scale)}, the largest number with ${scale} digits after the point`;

/**
 * The gate that needs to know what publishing would delete. Rows vanish above all when another folder is read than the last
 * time, so that is no exception, and told.
 *
 * @param before the last run that succeeded, if there is one
 */
export function judgeDeletions(
  { entity }: Pick<Model, 'entity'>,
  { location, deleted }: { readonly location: string; readonly deleted: number },
  before: PublishedBefore | undefined,
  limits: { readonly maxDeleteRatio: number; readonly acceptDeletes: boolean },
): Refusal[] {
  if (limits.acceptDeletes || !before || before.rows === 0) {
    return [];
  }
  const ratio = deleted / before.rows;
  if (ratio <= limits.maxDeleteRatio) {
    return [];
  }
  const folders =
    before.location === location
      ? ''
      : `; the last run read ${oneLine(before.location)}, this one reads ${oneLine(location)}`;
  const message =
    `${filesOf(entity)}: ${withThousands(deleted)} of ${withThousands(before.rows)} ${entity.name} of the last run would be deleted (${percent(ratio)}), ` +
    `the limit is ${percent(limits.maxDeleteRatio)} (ETL_MAX_DELETE_RATIO)${folders}; ` +
    'if that is right, run once with --accept-deletes, or over HTTP with {"acceptDeletes": true}';
  const summary = `${withThousands(deleted)} of ${withThousands(before.rows)} ${entity.name} would vanish`;
  return [{ gate: 'deletions', message, summary }];
}

/** @throws InputError GATE with all refusals, when there are any */
export function refuse(refusals: readonly Refusal[]): void {
  if (refusals.length === 0) {
    return;
  }
  const list = refusals.map(({ message }) => `\n  ${message}`).join('');
  const gates = [...new Set(refusals.map(({ gate }) => gate))];
  throw new InputError('GATE', `the result was not published, the table is unchanged:${list}`, {
    summary: inShort(refusals),
    gates,
  });
}

/** So many refusals are told in short; the message has all. */
const TOLD_IN_SHORT = 2;

function inShort(refusals: readonly Refusal[]): string {
  return oneLine(firstFew(refusals, TOLD_IN_SHORT, ({ summary }) => summary).join('; '));
}

/** Of a share that is not quite all, or hardly any, it is never said that it is all or nothing. */
function percent(ratio: number): string {
  const rounded = Math.round(ratio * 1000) / 10;
  if (rounded === 100 && ratio < 1) {
    return 'more than 99.9 %';
  }
  return rounded === 0 && ratio > 0 ? 'less than 0.1 %' : `${rounded} %`;
}
