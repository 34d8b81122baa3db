import { expect, test } from 'vitest';
import { Findings } from '../../../../lib/pipeline/findings/findings.ts';
import { decodeFindings, encodeFindings } from '../../../../lib/pipeline/load/slice-findings.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { sliceInMemory } from '../../support/slices.ts';

const whole = sliceInMemory(
  sampleModel,
  'compounds',
  Buffer.from('compound_id,compound_name,compound_structure\n'),
);
const { fromLine: _, ...unplaced } = whole;

/** What is found on a line of a slice, as bytes. */
function encoded(line: number): Buffer {
  const findings = new Findings();
  findings.begin(whole.source);
  findings.add({ line, lastLine: line + 1, raw: '1,"\n",\ud800' }, 'not_an_integer', 'compound_id');
  return Buffer.concat([...encodeFindings(findings, [unplaced])].map(({ bytes }) => bytes));
}

test('what was found in a slice of which no line was known has lines as soon as one is', () => {
  const { rows, kinds } = decodeFindings(encoded(3), [{ ...unplaced, fromLine: 100 }]);

  expect(rows).toMatchObject([{ source: whole.source, line: 102, lastLine: 103, raw: '1,"\n",\ud800' }]);
  expect(kinds).toEqual([{ column: 'compound_id', reason: 'not_an_integer', severity: 'reject', count: 1 }]);
});

test('nothing was found where nothing is stored', () => {
  expect(decodeFindings(Buffer.alloc(0), [whole])).toEqual({ rows: [], kinds: [] });
});
