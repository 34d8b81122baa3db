import { KINDS_OF_IDS } from '../../../aggregation/ids/id-kinds.ts';
import type { IdSet } from '../../../aggregation/ids/id-set.ts';
import type { SortedIds } from '../../../aggregation/ids/sorted-ids.ts';
import { integerAt } from '../../../aggregation/partial/integers.ts';
import type { NamedIds, Totals } from '../../../aggregation/partial/totals.ts';
import { type EventsPlan, inputNamed, type Model } from '../../../model/model.ts';
import type { Severity } from '../../../store/rejects/rejects.ts';
import type { Findings } from '../../findings/findings.ts';
import { unknownReason } from '../../findings/reasons.ts';
import type { DividedTotals } from '../divide-totals.ts';
import { type CountedId, MostFrequent, type MostFrequentOf } from './most-frequent.ts';

/** Rows of an input that a column of events names and that are not there, and how often they are named. */
export interface UnknownIds {
  readonly column: string;
  readonly reason: string;
  readonly severity: Severity;
  readonly ids: IdSet;
  readonly mentions: number;
  /** Those of them that are named most often; it looks through all of them. */
  readonly mostFrequent: MostFrequentOf;
}

/** What the events of an input name and what is not there. */
export interface Unknown {
  /** Owners: their events don't count. */
  readonly owners: UnknownIds;
  /** For each referring column of the plan: those events count. */
  readonly references: readonly UnknownIds[];
}

/**
 * Finds what events name and what no row has, by the totals alone.
 *
 * @param keysOf the keys that an input has, ascending
 */
export function findUnknown(
  model: Model,
  { input, references }: EventsPlan,
  totals: Pick<Totals, 'references'>,
  { unknown }: DividedTotals,
  keysOf: (input: string) => SortedIds,
): Unknown {
  return {
    owners: {
      column: input.of.name,
      reason: unknownReason(model.entity),
      severity: 'reject',
      ids: unknown.ids,
      mentions: unknown.events,
      mostFrequent: unknown.mostFrequent,
    },
    references: references.map(({ name, reference }, index) => ({
      column: name,
      reason: unknownReason(inputNamed(model, reference.input)),
      severity: 'warning',
      ...unknownOf(totals.references[index], keysOf(reference.input)),
    })),
  };
}

function unknownOf(named: NamedIds | undefined, keys: SortedIds) {
  const unknown = KINDS_OF_IDS[keys.kind].newSet();
  let mentions = 0;
  for (const { id, count } of named ? absent(named, keys) : []) {
    unknown.add(id);
    mentions += count;
  }
  const mostFrequent: MostFrequentOf = (isSo) => {
    const most = new MostFrequent();
    for (const { id, count } of named && mentions > 0 ? absent(named, keys) : []) {
      if (isSo(id)) {
        most.add(count, id);
      }
    }
    return most.ids;
  };
  return { ids: unknown, mentions, mostFrequent };
}

/** What is named and is none of the keys. */
function* absent({ ids, counts }: NamedIds, keys: SortedIds): Generator<CountedId> {
  const places = ids.positionsIn(keys);
  for (let at = places.indexOf(-1); at >= 0; at = places.indexOf(-1, at + 1)) {
    yield { id: ids.at(at), count: Number(integerAt(counts, at)) };
  }
}

/** Counts what is unknown. The rows are listed by a reading of their own (unknown-rows.ts). */
export function countUnknown({ owners, references }: Unknown, findings: Findings): void {
  for (const { reason, column, mentions, severity } of [owners, ...references]) {
    findings.count(reason, column, mentions, severity);
  }
}
