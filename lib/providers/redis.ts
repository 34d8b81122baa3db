import { connectRedis, type RedisClient } from '../clients/redis.ts';
import type { Budget } from '../time-limits/budget.ts';
import type { Provider } from './provider.ts';

/**
 * The Redis that holds the trigger's lock and cooldown, for a request; undefined where the settings name none. It costs nothing to make: connections are kept by
 * `fetch`, whoever asks.
 */
export const redis: Provider<RedisClient | undefined, [Budget]> = (config, budget) => {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = config;
  return url !== undefined && token !== undefined ? connectRedis({ url, token, budget }) : undefined;
};
