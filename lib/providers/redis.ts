import type { Budget } from '../budget.ts';
import { connectRedis, type RedisClient } from '../clients/redis.ts';
import type { Provider } from './provider.ts';

/**
 * The Redis that holds the trigger's lock and cooldown, for a request. It costs nothing to make: connections are kept by
 * `fetch`, whoever asks.
 */
export const redis: Provider<RedisClient, [Budget]> = (config, budget) =>
  connectRedis({
    url: config.UPSTASH_REDIS_REST_URL,
    token: config.UPSTASH_REDIS_REST_TOKEN,
    budget,
  });
