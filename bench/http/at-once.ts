import { type Load, load, quantile } from './connections.ts';

/** How many connections are open at once. */
const CONNECTIONS = [1, 4, 16, 64];

/** Each is asked for so long, in turn. */
const ROUND_MS = 1_500;
const ROUNDS = 3;

/** Who is asked: our endpoint, a handler that does nothing, and one that does nothing but ask the database. */
const ASKED = ['bare', 'asking', 'ours'] as const;
export type Asked = (typeof ASKED)[number];

/** What one of them has answered. */
export interface Answered {
  /** The median of the rounds. */
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** What each has answered over a number of connections. */
export interface AtOnce {
  readonly connections: number;
  readonly answered: Readonly<Record<Asked, Answered>>;
}

/** Measures all in turn, at each number of connections. A round before the first is not counted: it starts instances. */
export async function* measureAtOnce(urls: Readonly<Record<Asked, string>>): AsyncGenerator<AtOnce> {
  for (const connections of CONNECTIONS) {
    const rounds: Record<Asked, Load[]> = { bare: [], asking: [], ours: [] };
    for (let round = 0; round <= ROUNDS; round++) {
      for (const who of ASKED) {
        const answers = await load(urls[who], connections, round === 0 ? ROUND_MS / 3 : ROUND_MS);
        if (round > 0) {
          rounds[who].push(answers);
        }
      }
    }
    yield {
      connections,
      answered: {
        bare: summary(rounds.bare),
        asking: summary(rounds.asking),
        ours: summary(rounds.ours),
      },
    };
  }
}

function summary(rounds: readonly Load[]): Answered {
  const times = rounds.flatMap((round) => round.times);
  return {
    requestsPerSecond: quantile(
      rounds.map(({ requestsPerSecond }) => requestsPerSecond),
      0.5,
    ),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}
