import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Random } from '../../fuzz/random.ts';
import { anyCase } from '../../random-models/generate/any-case.ts';
import { expectedOf } from '../../random-models/oracle/oracle.ts';

const SEED = 2;
const CASES = Array.from({ length: 150 }, (_, number) => anyCase(new Random(SEED, number)));

describe('made-up models and sources', () => {
  test('have every kind of feature among them, each that is of events with a filter and without', () => {
    const kinds = new Set(
      CASES.flatMap(({ model }) =>
        model.features.map(({ kind, where }) => `${kind}${where ? ' where' : ''}`),
      ),
    );

    const ofEvents = ['count', 'sum', 'min', 'max', 'mean', 'distinct', 'mostUsed', 'allMostUsed', 'lookup'];
    const wanted = ['daysSince', ...ofEvents, ...ofEvents.map((kind) => `${kind} where`)];
    expect([...kinds].sort()).toEqual(wanted.sort());
  });

  test('have every reason of a reject, every warning, and both gates among them', () => {
    const seen = new Set<string>();
    for (const made of CASES) {
      const { found, gates } = expectedOf(made, '2024-01-01');
      for (const text of [...found.map(({ reason, severity }) => `${severity} ${reason}`), ...gates]) {
        seen.add(text.replace(/unknown_.*/, 'unknown').replace(/^no_.*/, 'no_entity'));
      }
    }

    const ofRecords = ['wrong_column_count', 'stray_quote', 'unclosed_quote'];
    const ofTexts = ['empty_id', 'long_id'];
    const ofValues = [
      ...['not_an_integer', 'negative', 'overflow', 'not_a_decimal', 'too_many_decimals'],
      ...['bad_date', 'bad_timestamp', 'duplicate_id', 'unknown'],
    ];
    const rejects = [...ofRecords, ...ofTexts, ...ofValues].map((reason) => `reject ${reason}`);
    const doubts = [
      ...['early_date', 'future_date', 'long_value', 'null_text', 'repeated_header'],
      ...['unended_line', 'unknown'],
    ].map((reason) => `warning ${reason}`);
    const lists = ['warning bad_id_list', 'warning bad_text_id_list'];
    const wanted = [...rejects, ...lists, ...doubts, 'bigint_total', 'no_entity'];
    expect([...seen].sort()).toEqual(wanted.sort());
  });

  test('have inputs of one to fifty sources, each name once, some of them compressed', () => {
    const inputs = CASES.flatMap(({ sources }) => [...sources.values()]);
    const counts = inputs.map(({ length }) => length);
    const sources = inputs.flat();

    expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 50]);
    for (const made of CASES) {
      const names = [...made.sources.values()].flat().map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
    const packed = sources.filter(({ content }) => content.readUInt16BE(0) === 0x1f8b);
    expect(packed.some(({ name }) => !name.endsWith('.gz'))).toBe(true);
    expect(packed.every(({ content }) => gunzipSync(content).length > 0)).toBe(true);
  });

  test('are the same for a seed and a number', () => {
    const again = anyCase(new Random(SEED, 7));

    expect(again).toEqual(CASES[7]);
  });
});
