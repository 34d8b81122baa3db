import { makePlace, type Place } from '../../real-stack/place.ts';
import { killAll } from '../../real-stack/processes.ts';
import { AS_OF } from '../data/data-sets.ts';
import { type FaultyProxy, startProxy } from './proxy.ts';
import { mountStateDisk, type StateDisk } from './state-disk.ts';

/** Small enough to cut the experiments into several parts. */
const PART_BYTES = 1_500_000;

/** A place whose disk and whose dependencies can be made to fail. */
export type FaultyPlace = Place & {
  /** Undefined where it takes root to have one. */
  readonly disk: StateDisk | undefined;
  readonly redis: FaultyProxy;
  readonly airflow: FaultyProxy;
};

/** Makes a place of its own, with proxies before Redis and Airflow, and a disk of its own where it may. */
export async function makeFaultyPlace(): Promise<FaultyPlace> {
  const place = await makePlace({ ETL_AS_OF: AS_OF, ETL_PART_BYTES: String(PART_BYTES) });
  const disk = mountStateDisk(place.stateDirectory);
  const [redis, airflow] = [await startProxy(place.redisPort), await startProxy(place.airflowPort)];
  const environment = {
    ...place.environment,
    ...{ CHAOS_REDIS_URL: redis.url, CHAOS_AIRFLOW_URL: airflow.url },
    NODE_OPTIONS: `--import=${new URL('./point-at-proxies.mjs', import.meta.url).href}`,
  };
  const remove = async () => {
    await Promise.all([redis.close(), airflow.close()]);
    await killAll(place.stateDirectory);
    disk?.unmount();
    await place.remove();
  };
  return { ...place, environment, disk, redis, airflow, remove };
}
