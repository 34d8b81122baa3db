import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  date,
  decimal,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  text,
  textId,
  timestamp,
} from '../../../../../lib/model/declare.ts';
import { readCarefully, stage } from './staged-rows.ts';
import { VALUES, wildFiles } from './wild-files.ts';

/** How many files of each kind. */
const FILES = 200;

const numbered = defineFeatures(
  defineInputs({
    things: entity({
      files: 'things.csv',
      key: 'key',
      columns: {
        key: id(),
        name: text(),
        made: date(),
        price: decimal(2, { optional: true, nulls: ['NULL'] }),
        seen: timestamp({ optional: true }),
        note: text({ nulls: ['"', 'NA'] }),
      },
    }),
    uses: events({
      files: 'uses.csv',
      key: 'use',
      of: 'key',
      columns: { use: id(), key: id().references('things', { orElse: 'reject' }) },
    }),
  }),
  {},
);
const named = defineFeatures(
  defineInputs({
    things: entity({
      files: 'things.csv',
      key: 'key',
      columns: {
        name: text({ nulls: ['NULL', '-'] }),
        key: textId(),
        made: date({ optional: true }),
        kind: text(),
      },
    }),
    uses: events({
      files: 'uses.csv',
      key: 'use',
      of: 'key',
      columns: { use: id(), key: textId().references('things', { orElse: 'reject' }) },
    }),
  }),
  {},
);
const { ids, dates, moments, text: texts, amounts } = VALUES;

test.each([
  ['numbers', numbered, { key: ids, name: texts, made: dates, price: amounts, seen: moments, note: texts }],
  ['numbers, the last of a line', numbered, { note: texts, made: dates, name: texts, key: ids }],
  ['texts', named, { key: fc.oneof(ids, texts), name: texts, made: dates, further: texts, kind: texts }],
  ['texts alone', named, { key: fc.oneof(ids, texts), name: texts, kind: texts }],
])('lines whose keys are %s are read as by the careful path', async (_, model, values) => {
  const property = fc.asyncProperty(wildFiles(values), async ({ bytes, chunk, maxRecordBytes }) => {
    const fast = await stage(model, bytes, { chunk, maxRecordBytes });

    expect(fast).toEqual(await readCarefully(model, bytes, { maxRecordBytes }));
  });

  await fc.assert(property, { numRuns: FILES });
});
