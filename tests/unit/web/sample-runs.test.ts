import { expect, test } from 'vitest';
import { runDetail, runSummary } from '../../../lib/schemas/run.ts';
import { SAMPLES, summaryOf } from '../../browser/support/sample-runs.ts';
import { sampleModel } from '../../support/sample-inputs.ts';

test.each(Object.entries(SAMPLES))('the sample %s is a run as the API tells it', (_name, sample) => {
  expect(runDetail(sampleModel).parse(sample)).toEqual(sample);
  expect(runSummary.parse(summaryOf(sample))).toEqual(summaryOf(sample));
});
