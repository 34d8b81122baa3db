import { EventsTally } from '../../lib/aggregation/accumulate/events-tally.ts';
import { kernelModule } from '../../lib/aggregation/kernel/compiled.ts';
import { encodeTotals } from '../../lib/aggregation/partial/encode-totals.ts';
import { mergeTotals } from '../../lib/aggregation/partial/merge-totals.ts';
import type { Totals } from '../../lib/aggregation/partial/totals.ts';
import { type EventsPlan, eventsPlanOf, type Model, valueIndex } from '../../lib/model/model.ts';
import type { EventRow } from '../../lib/pipeline/load/events/event-rows.ts';
import { kernelOptions } from '../../lib/pipeline/load/events/kernel-options.ts';
import type { Slice } from '../../lib/pipeline/load/slice.ts';
import { finishedValues } from '../../lib/pipeline/publish/finished-values.ts';
import { storedInMemory, TotalsByHand } from '../support/event-totals.ts';
import { isMadeUp } from './model.ts';
import type { Derived } from './oracle/derived.ts';
import { slotValues } from './slot-values.ts';

/** The accumulators' states of rows that the careful path read, and no kernel scanned. */
export class CarefulTally {
  readonly byHand: TotalsByHand;
  readonly #plan: EventsPlan;
  readonly #tally: EventsTally;

  /** @param hashBits as KernelOptions have it */
  constructor(plan: EventsPlan, slice: Slice, maxRecordBytes: number, hashBits?: number) {
    this.#plan = plan;
    const kernel = { ...kernelOptions(slice, plan, maxRecordBytes), hashBits };
    this.#tally = new EventsTally(plan, { kernel, module: kernelModule() });
    this.byHand = new TotalsByHand(plan, (id) => this.#tally.kernel.numberFor(id));
  }

  add(row: EventRow): void {
    this.byHand.add(row.owner, slotValues(this.#plan, row.values), row.references);
    this.#tally.add(row);
  }

  totals() {
    return this.byHand.totals(this.#tally.accumulated());
  }
}

/** The rows dealt to several parts, each of them stored, read again and put together. */
export async function mergedOf(
  rows: readonly EventRow[],
  plan: EventsPlan,
  slice: Slice,
  maxRecordBytes: number,
): Promise<Totals> {
  const count = 2 + (rows.length % 3);
  const stored = Array.from({ length: count }, (_, part) => {
    const tally = new CarefulTally(plan, slice, maxRecordBytes);
    // Dealt like cards, so that parts share owners and ids in any way.
    for (const row of rows.filter((_, at) => at % count === part)) {
      tally.add(row);
    }
    return storedInMemory(encodeTotals(tally.totals(), 'without ids'));
  });
  return await mergeTotals(plan, stored);
}

/** What the made-up features of a model come to for each owner, without what SQL makes of NULL. */
export function derivedByProduction(model: Model, events: string, totals: Totals): Derived[] {
  const plan = eventsPlanOf(model, events);
  const finished = finishedValues(
    plan,
    totals,
    Uint32Array.from({ length: totals.owners.size }, (_, at) => at),
  );
  const features = model.features.filter(([name]) => isMadeUp(name));
  return Array.from(totals.owners, (owner, at) => ({
    owner,
    values: features.map(([, { sqlType, values }]) => {
      const found = values.map((value) => finished[valueIndex(plan.values, value)]?.[at] ?? null);
      const [only = null, divisor = null] = found.map((one) => (typeof one === 'number' ? BigInt(one) : one));
      // Of a mean there are two values, of which SQL makes one; of a lookup there is the id alone.
      if (sqlType === 'double precision') {
        return divisor === null ? null : `${only ?? 0n}/${divisor}`;
      }
      return only;
    }),
  }));
}
