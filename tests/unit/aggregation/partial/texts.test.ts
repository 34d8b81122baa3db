import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeTexts, readTexts } from '../../../../lib/aggregation/partial/texts.ts';
import { storedInMemory } from '../../../support/event-totals.ts';

test('texts and NULL come back as they were written', async () => {
  const anyText = fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('')));
  const property = fc.asyncProperty(fc.array(anyText), async (texts) => {
    const columns = storedInMemory(encodeTexts('label', texts));

    expect(await readTexts(columns, 'label')).toEqual(texts);
  });

  await fc.assert(property);
});

test('texts of more than a chunk of bytes come back, too', async () => {
  const texts = Array.from({ length: 3 }, (_, at) => String(at).repeat(800_000));

  const columns = storedInMemory(encodeTexts('label', texts));

  expect(await readTexts(columns, 'label')).toEqual(texts);
});
