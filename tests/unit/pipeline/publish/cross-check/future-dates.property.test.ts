import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysSince, defineFeatures } from '../../../../../lib/model/declare.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { FutureDates } from '../../../../../lib/pipeline/publish/cross-check/future-dates.ts';
import { tillInputs } from '../../../support/till-inputs.ts';
import { writtenSources } from '../../../support/written-sources.ts';

const { tills } = tillInputs;
const model = defineFeatures(tillInputs, {
  days_open: daysSince(tills.opened),
  days_closed: daysSince(tills.closed),
});
const asOf = '2024-03-01';
const latest = new Map([
  ['opened', '9999-12-31'],
  ['closed', '9999-12-31'],
]);

const date = fc.constantFrom(
  '2024-02-27',
  '2024-02-29',
  '2024-03-01',
  '2024-03-02',
  '2031-01-01',
  '2024-02-31',
);
const time = fc.constantFrom('', '', 'T23:30:00Z', 'T23:30:00-05:00', ' 01:00:00 +14:00', 'T9', ' ');
const written = fc.tuple(date, time).map((parts) => parts.join(''));
const opened = fc.oneof(
  { weight: 5, arbitrary: written },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'NULL', 'open', ' 2031-01-01', '"2031-01-01"', '01/02/2031', '2031'),
  },
);
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constant('Till') },
  { weight: 1, arbitrary: fc.constantFrom('Tür', '"a, b"', '"a\nb"', 'a"b', '"a', '', 'a,b', '\0') },
);
const lines = fc
  .array(fc.tuple(name, opened, opened, fc.constantFrom('\n', '\n', '\r\n', ',\n')), { maxLength: 25 })
  .map((rows) =>
    rows.map(([own, first, last, end], at) => `${at + 1},${own},5,${first},${last},x${end}`).join(''),
  );
const orders = fc.constantFrom(
  'till_id,name,cash,opened,closed,note',
  'till_id,name,cash,closed,opened,note',
  'till_id,name,cash,opened,whatever,note',
);

test('the same dates are found as by reading all rows', async () => {
  let found = 0;
  const property = fc.asyncProperty(orders, lines, async (header, body) => {
    const { slices, remove } = await writtenSources(model, 'tills', { 'tills.csv': `${header}\n${body}` });
    try {
      const notedOf = async (hasRepeats: boolean) => {
        const findings = new Findings();
        const dates = new FutureDates(model, { latest, asOf, maxRecordBytes: 60, hasRepeats });
        await dates.note(slices, findings);
        return { rows: findings.rows, counts: findings.counts() };
      };

      const [few, all] = [await notedOf(false), await notedOf(true)];

      expect(few).toEqual(all);
      found += few.rows.length;
    } finally {
      remove();
    }
  });

  await fc.assert(property, { numRuns: 300 });
  expect(found).toBeGreaterThan(0);
});
