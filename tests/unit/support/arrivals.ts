import type { AirflowClient, DagRun } from '../../../lib/clients/airflow.ts';
import type { ObjectEvent } from '../../../lib/pipeline/arrival/object-event.ts';
import type { Arrival } from '../../../lib/pipeline/trigger/arrival.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { dagRun, InMemoryAirflow } from './in-memory-airflow.ts';
import { recordingLogger } from './recording-logger.ts';

/** When the manifest of these tests is written. */
export const WRITTEN = new Date('2024-03-01T12:00:00Z');

/** So many seconds after the manifest was written; before it, if negative. */
export const secondsAfter = (seconds: number) => new Date(WRITTEN.getTime() + seconds * 1000);

/** The manifest of the settings of these tests. */
export const MANIFEST = 's3://files/daily/_SUCCESS';

/** The event of a write of the manifest, or of another object. */
export function objectEvent(
  given: { bucket?: string; key?: string; sequencer?: string; time?: Date } = {},
): ObjectEvent {
  const { bucket = 'files', key = 'daily/_SUCCESS', sequencer = '0A', time = WRITTEN } = given;
  return {
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    source: 'aws.s3',
    'detail-type': 'Object Created',
    time,
    detail: { bucket: { name: bucket }, object: { key, sequencer, etag: 'd41d8cd9' } },
  };
}

/** The arrival of such an event, as it stands in the conf of a run. */
export function arrivalOf(given: Partial<Arrival> = {}): Arrival {
  return {
    object: MANIFEST,
    sequencer: '0A',
    etag: 'd41d8cd9',
    time: WRITTEN.toISOString(),
    ...given,
  };
}

/** A run that was queued at a moment, by default long before the manifest was written. */
export function runOf(
  state: DagRun['state'],
  { at = secondsAfter(-3600), ...members }: Partial<DagRun> & { at?: Date } = {},
): DagRun {
  const dates = { queuedAt: at, runAfter: at, startedAt: state === 'queued' ? null : at };
  return dagRun('etl-7', { state, ...dates, ...members });
}

/** What an event needs to be handled, and the lines that are logged. */
export function arrivedDependencies<A extends AirflowClient = InMemoryAirflow>(
  given: { airflow?: A; dataDir?: string; object?: string; now?: () => Date } = {},
) {
  const { logger, lines } = recordingLogger();
  const now = given.now ?? (() => secondsAfter(5));
  return {
    airflow: given.airflow ?? (new InMemoryAirflow({ now }) as AirflowClient as A),
    config: {
      ETL_DATA_DIR: given.dataDir ?? 's3://files/daily',
      ETL_ARRIVAL_OBJECT: given.object ?? '_SUCCESS',
    },
    logger,
    lines,
    budget: new Budget(60_000),
    now,
  };
}
