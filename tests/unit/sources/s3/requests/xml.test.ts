import { expect, test } from 'vitest';
import { elementsIn, textIn } from '../../../../../lib/sources/s3/requests/xml.ts';

test('elements are found in their order, with what is in them', () => {
  expect(elementsIn('<a x="1"><b>1</b></a><ab>2</ab><a>3\n</a>', 'a')).toEqual(['<b>1</b>', '3\n']);
});

test.each([
  ['<Key>a&amp;b&lt;&gt;&quot;&apos;</Key>', 'a&b<>"\''],
  ['<Key>&#233;&#x1F600;</Key>', 'é😀'],
  ['<Key>&unknown;&#x110000;</Key>', '&unknown;&#x110000;'],
  ['<Key></Key>', ''],
  ['<Key/>', undefined],
])('the text of %s is %j', (xml, text) => {
  expect(textIn(xml, 'Key')).toBe(text);
});

test('an element that is not closed is none, and what comes after the last closed one neither', () => {
  expect(elementsIn('<a>1</a><a><a><a', 'a')).toEqual(['1']);
});

test('many elements that are not closed take no long time: they would run into the timeout of tests', () => {
  expect(elementsIn('<a>'.repeat(700_000), 'a')).toEqual([]);
});
