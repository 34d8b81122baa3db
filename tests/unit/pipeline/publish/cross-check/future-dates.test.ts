import { expect, test } from 'vitest';
import {
  count,
  date,
  daysSince,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  sum,
} from '../../../../../lib/model/declare.ts';
import { FutureDates } from '../../../../../lib/pipeline/publish/cross-check/future-dates.ts';

const inputs = defineInputs({
  tills: entity({ files: 'tills.csv', key: 'till', columns: { till: id(), day: date(), number: date() } }),
  receipts: events({
    files: 'receipts.csv',
    key: 'number',
    of: 'till',
    columns: { number: id(), till: id().references('tills', { orElse: 'reject' }), day: integer() },
  }),
});
const { tills, receipts } = inputs;
const latest = new Map([
  ['day', '2031-01-01'],
  ['number', '2031-01-01'],
]);
const options = { latest, asOf: '2024-03-01', maxRecordBytes: 60, hasRepeats: false };

test.each([
  ['no column', { total: sum(receipts.day), receipts_count: count(receipts) }, false],
  ['a column', { days: daysSince(tills.day) }, true],
])(
  'dates are looked for where days are counted from %s of the entity, whatever columns of events are called',
  (_, features, areThere) => {
    expect(new FutureDates(defineFeatures(inputs, features), options).areThere).toBe(areThere);
  },
);
