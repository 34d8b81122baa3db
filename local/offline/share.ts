import type { FunctionDefinition } from './function-settings.ts';

/** What one server serves of the functions of serverless.yml. */
export type Share = 'all' | 'routes' | 'steps';

const SHARES: readonly string[] = ['routes', 'steps'] satisfies Share[];

/**
 * Which share of the functions this process serves: the variable `ETL_SERVES`. Not set, it is all of them, as `./run.sh` has it.
 * With `routes` and `steps` in processes of their own, there can be as many processes for steps as the files need
 * (docs/scaling.md). The port of the API opens only where there are routes.
 *
 * @throws Error when the variable is neither of the two
 */
export function shareOf(environment: Readonly<Record<string, string | undefined>>): Share {
  const text = environment['ETL_SERVES'] ?? '';
  if (text === '') {
    return 'all';
  }
  if (!isShare(text)) {
    throw new Error(
      `ETL_SERVES must be routes or steps, or not set to serve both; it is ${JSON.stringify(text)}`,
    );
  }
  return text;
}

const isShare = (text: string): text is Share => SHARES.includes(text);

/**
 * The functions of a share, by their keys in serverless.yml. A route has an event `httpApi`; a step has none.
 *
 * @throws Error when a share has no function, as then no server would start, and nobody would be told why
 */
export function functionsOf<F extends Pick<FunctionDefinition, 'events'>>(
  functions: Readonly<Record<string, F>>,
  share: Share,
): Record<string, F> {
  const isServed = ({ events = [] }: F) => share === 'all' || isRoute(events) === (share === 'routes');
  const served = Object.entries(functions).filter(([, definition]) => isServed(definition));
  if (served.length === 0) {
    throw new Error(`ETL_SERVES is ${share}, but serverless.yml has no ${share}`);
  }
  return Object.fromEntries(served);
}

const isRoute = (events: readonly unknown[]): boolean =>
  events.some((event) => typeof event === 'object' && event !== null && 'httpApi' in event);

/**
 * Whether the server, when it is stopped, answers the calls that it has begun. One of a share does: it is one of several, and
 * who stops it says how long it may take (Docker's `stop_grace_period`). A stack on one machine ends at once, as the person
 * before it wants; Airflow tries again what was under way.
 */
export const finishesCalls = (share: Share): boolean => share !== 'all';
