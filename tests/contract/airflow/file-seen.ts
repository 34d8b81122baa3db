import { setTimeout as delay } from 'node:timers/promises';
import type { AirflowClient } from '../../../lib/clients/airflow.ts';

/** An Airflow that is too busy to answer says nothing; one that fails for so long is not busy. */
const BUSY_MS = 60_000;

/**
 * Waits until Airflow says that it can, or can't, import the DAG's file, which it looks at every few seconds. Whoever triggers before
 * it has seen that the file is broken starts a run, which then keeps all others waiting for a minute.
 *
 * @throws what Airflow failed with, if it did nothing else for a minute
 */
export async function fileSeen(
  client: Pick<AirflowClient, 'importErrors'>,
  state: 'broken' | 'repaired',
): Promise<void> {
  let failsSince: number | undefined;
  for (;;) {
    try {
      const errors = await client.importErrors();
      failsSince = undefined;
      if (errors.length > 0 === (state === 'broken')) {
        return;
      }
    } catch (error) {
      failsSince ??= performance.now();
      if (performance.now() - failsSince > BUSY_MS) {
        throw error;
      }
    }
    await delay(250);
  }
}
