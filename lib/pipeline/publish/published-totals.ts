import { createHash } from 'node:crypto';
import { KINDS_OF_IDS } from '../../aggregation/ids/id-kinds.ts';
import type { Totals } from '../../aggregation/partial/totals.ts';
import { literalOf } from '../../store/array-literal.ts';
import type { LookupArrays, PublishedTotals } from '../../store/derivation/publish/published-totals.ts';
import { digestOf } from '../../store/digest.ts';
import { eachElement } from './array-elements.ts';
import type { DividedTotals } from './divide-totals.ts';
import { integerArray, totalsArrays } from './totals-arrays.ts';

/** What is published of the events of an input. */
export interface PublishedEvents {
  readonly totals: Pick<Totals, 'owners' | 'events' | 'slots'>;
  readonly divided: Pick<DividedTotals, 'known' | 'values'>;
}

/**
 * What is published besides the rows of the stage.
 *
 * @param events what the events of each input add up to, in the order of the model
 * @param lookups for each column that is looked up its values
 */
export function publishedTotals(
  events: readonly PublishedEvents[],
  lookups: readonly LookupArrays[],
): PublishedTotals {
  const lookedUp = lookups.flatMap(({ keys, values }) => [keys, values]);
  const all = events.map((merged) => ({ ...merged, values: merged.divided.values.map(literalOf) }));
  return {
    lookups: lookedUp,
    digest: digestOf([...all.map(digestOfEvents), ...lookedUp]),
    arrays: () =>
      all.map(({ totals, divided, values }) => ({ ...totalsArrays(totals, divided.known), values })),
    beside: besideOf(events),
  };
}

/** What makes arrays of the totals of rows; made at the first call, since most publishes ask for none. */
function besideOf(events: readonly PublishedEvents[]): PublishedTotals['beside'] {
  let makers: readonly PublishedTotals['beside'][] | undefined;
  return (chunk) => {
    makers ??= events.map(makerOf);
    return makers.flatMap((make) => make(chunk));
  };
}

/** The same of one input of events. What finds owners goes on from where it was. */
function makerOf({ totals, divided }: PublishedEvents): PublishedTotals['beside'] {
  const find = KINDS_OF_IDS[totals.owners.kind].finderOf(totals.owners);
  const places = divided.values.length > 0 ? placesAmong(divided.known, totals.owners.size) : NO_PLACES;
  return ({ rows, keys }) => {
    const positions = new Int32Array(rows);
    let found = 0;
    eachElement(keys, (bytes, from, to) => {
      positions[found++] = find(bytes, from, to);
    });
    if (found !== rows) {
      throw new Error(`a chunk of ${rows} rows has ${found} keys`);
    }
    return [
      ...[totals.events, ...totals.slots].map((integers) => integerArray(integers, positions)),
      ...divided.values.map((own) => literalOf(Array.from(positions, (at) => own[places[at] ?? -1] ?? null))),
    ];
  };
}

const NO_PLACES = new Int32Array(0);

/** For each of so many owners its place among those that the entity has; -1 when it has it not. */
function placesAmong(known: Uint32Array, owners: number): Int32Array {
  const places = new Int32Array(owners).fill(-1);
  for (const [place, position] of known.entries()) {
    places[position] = place;
  }
  return places;
}

/** A text that stands for what is published of the events of an input: numbers are hashed as they are in memory. */
function digestOfEvents({
  totals: { owners, events, slots },
  divided: { known },
  values,
}: PublishedEvents & { readonly values: readonly string[] }): string {
  const digest = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of [
    ...owners.memory,
    known,
    ...[events, ...slots].map(({ words }) => words),
  ]) {
    // With its length: ab, c is not a, bc.
    digest.update(`${byteLength} `).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return digestOf([digest.digest('base64'), ...values]);
}
