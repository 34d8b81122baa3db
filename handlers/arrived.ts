import { arrived } from '../lib/pipeline/arrival/arrived.ts';
import { objectEventSchema } from '../lib/pipeline/arrival/object-event.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { clock, settings } from '../lib/providers/provider.ts';
import { subscriber } from '../lib/subscriber.ts';

/** Starts a run when S3 tells that a whole set of files has arrived, unless one reads them anyway. */
export const handler = subscriber('arrived', objectEventSchema, arrived, {
  airflow: requestAirflow,
  config: settings,
  now: clock,
});
