import { Agent, get } from 'node:http';

/** Reading routes, asked in turn; the ones that ask the database most are among them. */
export const ROUTES = [
  '/check/feature_derivation',
  '/features?limit=50',
  '/features/1',
  '/runs',
  '/stats',
] as const;

/** What came back: milliseconds of each request in the order of their ends, and how often each status was seen. */
export interface Answers {
  readonly milliseconds: Float64Array;
  /** By status; `none` for a request without an answer. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly seconds: number;
}

/**
 * Sends so many requests over so many connections that stay open, each as soon as the one before it on its connection is
 * answered.
 *
 * @param onEnd told how many are answered, after each
 */
export async function sendLoad(
  baseUrl: string,
  { requests, connections }: { readonly requests: number; readonly connections: number },
  onEnd: (done: number) => void = () => undefined,
): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const milliseconds = new Float64Array(requests);
  const statuses = new Map<string, number>();
  let [begun, done] = [0, 0];
  const startedAt = performance.now();
  const connection = async () => {
    while (begun < requests) {
      const route = ROUTES[begun++ % ROUTES.length];
      const sentAt = performance.now();
      const status = await statusOf(`${baseUrl}${route}`, agent);
      milliseconds[done++] = performance.now() - sentAt;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      onEnd(done);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  return { milliseconds, statuses, seconds: (performance.now() - startedAt) / 1000 };
}

/** Sends a GET and reads all of its answer. */
function statusOf(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { agent }, (response) => {
      response.on('end', () => resolve(String(response.statusCode)));
      response.on('error', () => resolve('none'));
      response.resume();
    });
    request.on('error', () => resolve('none'));
  });
}
