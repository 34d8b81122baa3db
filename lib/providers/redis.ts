import { connectRedis } from '../clients/redis.ts';
import { once } from './provider.ts';

/** The Redis that holds the trigger's lock and cooldown. */
export const redis = once((config) =>
  connectRedis({ url: config.UPSTASH_REDIS_REST_URL, token: config.UPSTASH_REDIS_REST_TOKEN }),
);
