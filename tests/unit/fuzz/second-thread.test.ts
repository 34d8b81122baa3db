import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { eventsPlanOf } from '../../../lib/model/model.ts';
import { Findings } from '../../../lib/pipeline/findings/findings.ts';
import { startSecondThread } from '../../../lib/pipeline/load/events/second-half.ts';
import { modelOf } from '../../fuzz/model.ts';
import { secondThreadIn } from '../../fuzz/slices/second-thread.ts';
import { SAMPLE } from '../../fuzz/traits.ts';
import { sliceOf } from '../support/slices.ts';

const HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time';

test('the second thread of a case knows its model: without that, one thread would read alone, and nothing be compared', async () => {
  const traits = { ...SAMPLE, features: [{ kind: 'distinct', column: 'experiment_compound_ids' }] } as const;
  const model = modelOf(traits);
  const rows = Array.from({ length: 20 }, (_, row) => `${row},1,${row};3,5`);
  const slice = await sliceOf(model, 'experiments', [HEADER, ...rows]);
  const worker = await secondThreadIn(dirname(slice.version.uri), traits);

  const plan = eventsPlanOf(model, 'experiments');
  const thread = startSecondThread({ slices: [slice], plan, maxRecordBytes: 1024, worker }, 0);
  const half = await thread?.begin(0);
  const result = await half?.result(new Findings().room());
  await thread?.stop();

  expect(result?.read).toBeGreaterThan(0);
  expect(result?.state.accumulators).toHaveLength(1);
});
