import { expect, test } from 'vitest';
import type { Transaction } from '../../../../lib/clients/postgres.ts';
import { progressTeller } from '../../../../lib/pipeline/load/progress.ts';
import { recordingLogger } from '../../support/recording-logger.ts';

const PART = { runId: 'etl-1', part: 0, startedAt: new Date(0) };
const PROGRESS = { bytes: 1, read: 1, rejected: 0 };

/** A database that refuses every statement, and a clock that goes on by a minute whenever it is looked at. */
function tellerOf(isLockLost: boolean) {
  const { logger, lines } = recordingLogger();
  const refusing = (() => Promise.reject(new Error('the session is lost'))) as unknown as Transaction;
  let minutes = 0;
  const dependencies = { progressDatabase: refusing, logger, isLockLost: () => isLockLost };
  return { tell: progressTeller(dependencies, PART, () => minutes++ * 60_000), lines };
}

test('a database that does not take it is not asked again, and the load goes on', async () => {
  const { tell, lines } = tellerOf(false);

  await tell(PROGRESS);
  await tell(PROGRESS);

  expect(lines).toHaveLength(1);
});

test('when the lock of the part is lost with it, the load ends', async () => {
  const { tell } = tellerOf(true);

  await expect(tell(PROGRESS)).rejects.toThrow('the session is lost');
});
