import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS_OF_IDS } from '../../../../../lib/aggregation/ids/id-kinds.ts';
import { defineFeatures, sum } from '../../../../../lib/model/declare.ts';
import { type Id, type IdKind, idKindOf } from '../../../../../lib/model/id-types.ts';
import { type EventsPlan, eventsPlanOf, type Model } from '../../../../../lib/model/model.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import type { Slice } from '../../../../../lib/pipeline/load/slice.ts';
import type {
  Unknown,
  UnknownIds,
} from '../../../../../lib/pipeline/publish/cross-check/unknown-references.ts';
import { unknownRows } from '../../../../../lib/pipeline/publish/cross-check/unknown-rows.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';
import { textShops } from '../../../support/text-shops.ts';
import { writtenSources } from '../../../support/written-sources.ts';
import { CarefulUnknownRows } from './careful-unknown-rows.ts';

const maxRecordBytes = 60;
const numbers = defineFeatures(shopInputs, { turnover: sum(shopInputs.orders.amount) });

const WIDE = 2n ** 40n;
const id = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom(`${WIDE}`, `${WIDE + 1n}`, ' 7 ', '07', '+7', '"7"') },
  { weight: 1, arbitrary: fc.constantFrom('', 'x', '-7', 'é', '"7', '"7\n8"', '7'.repeat(70), '\0') },
);
const list = fc.array(id, { maxLength: 3 }).map((ids) => ids.join(';'));
const row = fc.tuple(id, id, fc.oneof(id, fc.constant('5')), list, id).map((fields) => fields.join(','));
const lineEnd = fc.constantFrom('\n', '\n', '\r\n');
const body = fc
  .array(fc.tuple(row, lineEnd), { maxLength: 40 })
  .map((lines) => lines.map((line) => line.join('')).join(''));
const files = fc.array(body, { minLength: 1, maxLength: 3 });

const some = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 });
const unknownIds = fc.record({ owners: some, items: some, vouchers: some });
/** Of as many rows as there are of a kind, how many are said to be there: fewer, as if no more were listed. */
const shares = fc.tuple(...Array.from({ length: 3 }, () => fc.constantFrom(0, 0.3, 1, 1, 1)));

function idsOf(kind: IdKind, values: readonly number[]) {
  const ids = KINDS_OF_IDS[kind].newSet();
  for (const value of values) {
    ids.add((kind === 'texts' ? String(value) : BigInt(value)) satisfies Id);
  }
  return ids;
}

function unknownOf(
  plan: EventsPlan,
  values: readonly (readonly number[])[],
  mentions: readonly number[],
): Unknown {
  const columns = [plan.input.of, ...plan.references];
  const [owners, ...references] = columns.map(
    ({ name, type }, index): UnknownIds => ({
      ...{ column: name, reason: `unknown_${name}`, severity: index === 0 ? 'reject' : 'warning' },
      ...{ ids: idsOf(idKindOf(type), values[index] ?? []), mentions: mentions[index] ?? 0 },
      mostFrequent: () => [],
    }),
  );
  return { owners: owners as UnknownIds, references };
}

/** What reading all records by the careful path lists. */
async function listedCarefully(slices: readonly Slice[], plan: EventsPlan, unknown: Unknown) {
  const rows = new CarefulUnknownRows(plan, unknown, { maxRecordBytes, hasRepeats: true });
  const findings = new Findings();
  await rows.list(slices, findings);
  return findings.rows;
}

test.each([
  ['numbers', numbers],
  ['texts', textShops],
])('the same rows are listed as by reading all records, of ids that are %s', async (_kind, model: Model) => {
  const plan = eventsPlanOf(model, 'orders');
  let listed = 0;
  const property = fc.asyncProperty(files, unknownIds, shares, async (bodies, ids, parts) => {
    const header = [
      plan.input.key.name,
      plan.input.of.name,
      'amount',
      ...plan.references.map(({ name }) => name),
    ];
    const contents = Object.fromEntries(
      bodies.map((own, index) => [`orders.${index}.csv`, `${header.join(',')}\n${own}`]),
    );
    const { slices, remove } = await writtenSources(model, 'orders', contents);
    try {
      const values = [ids.owners, ids.items, ids.vouchers];
      const all = await listedCarefully(slices, plan, unknownOf(plan, values, [1e6, 1e6, 1e6]));
      const mentions = parts.map((share, index) => {
        const { name } = [plan.input.of, ...plan.references][index] ?? {};
        return Math.ceil(share * all.filter(({ column }) => column === name).length);
      });
      const unknown = unknownOf(plan, values, mentions);

      const found = await unknownRows(slices, plan, unknown, { maxRecordBytes, hasRepeats: true });

      const rows = slices.flatMap((slice) => found.get(slice) ?? []);
      expect(rows).toEqual(await listedCarefully(slices, plan, unknown));
      listed += rows.length;
    } finally {
      remove();
    }
  });

  await fc.assert(property, { numRuns: 150 });
  expect(listed).toBeGreaterThan(0);
});
