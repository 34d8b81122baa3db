import { load, quantile } from './connections.ts';

/** How many connections are open at once. */
const CONNECTIONS = [1, 4, 16, 64];

/** Each of the two is asked for so long, in turn. */
const ROUND_MS = 1_500;
const ROUNDS = 3;

/** What one of the two has answered. */
export interface Answered {
  /** The median of the rounds. */
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** An endpoint beside a handler that does nothing, over a number of connections. */
export interface AtOnce {
  readonly connections: number;
  readonly ours: Answered;
  readonly bare: Answered;
}

/** Measures both in turn, at each number of connections. A round before the first is not counted: it starts instances. */
export async function* measureAtOnce(urls: {
  readonly ours: string;
  readonly bare: string;
}): AsyncGenerator<AtOnce> {
  for (const connections of CONNECTIONS) {
    const rounds = { ours: [] as number[], bare: [] as number[] };
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round <= ROUNDS; round++) {
      for (const who of ['bare', 'ours'] as const) {
        const answered = await load(urls[who], connections, round === 0 ? ROUND_MS / 3 : ROUND_MS);
        if (round > 0) {
          rounds[who].push(answered.requestsPerSecond);
          times[who].push(...answered.times);
        }
      }
    }
    const answered = (who: 'ours' | 'bare'): Answered => ({
      requestsPerSecond: quantile(rounds[who], 0.5),
      p50: quantile(times[who], 0.5),
      p99: quantile(times[who], 0.99),
    });
    yield { connections, ours: answered('ours'), bare: answered('bare') };
  }
}
