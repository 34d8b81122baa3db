import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LatestDate } from '../../../../../lib/pipeline/load/entity/latest-date.ts';

const day = fc
  .integer({ min: 0, max: 3_650_000 })
  .map((days) => new Date(Date.parse('0001-01-01T00:00:00Z') + days * 86_400_000).toISOString().slice(0, 10));
const field = fc.oneof(
  day,
  day.map((date) => `${date}T12:00:00Z`),
  fc.constant(''),
);

test('the latest of any dates and timestamps is the greatest as a text', () => {
  const property = fc.property(fc.array(field, { maxLength: 20 }), (fields) => {
    const latest = new LatestDate();
    for (const text of fields) {
      const bytes = Buffer.from(`,${text},`);
      latest.add(bytes, 1, bytes.length - 1);
    }

    const dates = fields.map((text) => text.slice(0, 10)).filter((date) => date !== '');
    expect(latest.text).toBe(dates.toSorted().at(-1));
  });

  fc.assert(property);
});
