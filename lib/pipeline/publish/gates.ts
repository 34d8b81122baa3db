import type { Overflow } from '../../aggregation/partial/aggregates.ts';
import { InputError } from '../../errors.ts';
import { oneLine } from '../../one-line.ts';
import type { PublishedBefore } from '../../store/derivation/publish.ts';
import type { InputName } from '../../store/runs/parts.ts';
import { fileOf } from '../load/part-source.ts';

/** What a run must pass before its result may replace the table. */
export const GATES = ['reject_ratio', 'no_users', 'bigint_total', 'deletions'] as const;
export type Gate = (typeof GATES)[number];

/** A gate that stays shut: which, and why, with what was seen and the setting that changes the limit. */
export interface Refusal {
  readonly gate: Gate;
  readonly message: string;
}

/** Records of one input, and how many of them were rejected. */
export interface FileCounts {
  readonly input: InputName;
  readonly read: number;
  readonly rejected: number;
}

/** As many values beyond a bigint are told; where there are some, there may be very many. */
const TOLD_OVERFLOWS = 10;

/** The gates that can be judged before the table is touched. */
export function judgeInputs(
  files: readonly FileCounts[],
  overflows: readonly Overflow[],
  limits: { readonly maxRejectRatio: number },
): Refusal[] {
  const refusals: Refusal[] = [];
  for (const { input, read, rejected } of files) {
    if (read === 0 || rejected / read <= limits.maxRejectRatio) {
      continue;
    }
    refusals.push({
      gate: 'reject_ratio',
      message:
        `${fileOf(input)}: ${rejected} of ${read} rows were rejected (${percent(rejected / read)}), ` +
        `the limit is ${percent(limits.maxRejectRatio)} (ETL_MAX_REJECT_RATIO)`,
    });
  }
  const users = files.find(({ input }) => input === 'users');
  if (users && users.read - users.rejected === 0) {
    refusals.push({
      gate: 'no_users',
      message: `users.csv: none of ${users.read} rows is a usable user, which would empty the table`,
    });
  }
  for (const { userId, slot, value } of overflows.slice(0, TOLD_OVERFLOWS)) {
    refusals.push({
      gate: 'bigint_total',
      message: `user ${userId}: ${slot.kind} of ${slot.column} is ${value}, more than a bigint holds`,
    });
  }
  return refusals;
}

/**
 * The gate that needs to know what publishing would delete. Users vanish above all when another folder is read than the last
 * time, so that is no exception, and told.
 *
 * @param before the last run that succeeded, if there is one
 */
export function judgeDeletions(
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
    `users.csv: ${deleted} of ${before.rows} users of the last run are gone (${percent(ratio)}), ` +
    `the limit is ${percent(limits.maxDeleteRatio)} (ETL_MAX_DELETE_RATIO)${folders}; ` +
    'run once with --accept-deletes if that is right, over HTTP with {"acceptDeletes": true}';
  return [{ gate: 'deletions', message }];
}

/** @throws InputError GATE with all refusals, when there are any */
export function refuse(refusals: readonly Refusal[]): void {
  if (refusals.length === 0) {
    return;
  }
  const list = refusals.map(({ message }) => `\n  ${message}`).join('');
  throw new InputError('GATE', `the result was not published, the table was kept:${list}`);
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 1000) / 10} %`;
}
