import * as z from 'zod/mini';
import { ServiceError } from '../../errors.ts';

type Given = Readonly<Record<string, string | undefined>>;

/** Without parameters. */
const none = z.strictObject({});

/**
 * Checks the parameters of a path or a query.
 *
 * @param schema an object; one that is strict refuses parameters that it doesn't know. Without one, there are none
 * @throws ServiceError INVALID_PARAMETER naming each parameter and what is wrong with it
 */
export function parametersOf<S extends z.ZodMiniType>(schema: S | undefined, given: Given): z.output<S>;
export function parametersOf(schema: z.ZodMiniType = none, given: Given): unknown {
  const parsed = z.safeParse(schema, given);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${key} is unknown`)
      : [`${issue.path.join('.')} ${issue.message}`],
  );
  throw invalidParameter([...new Set(problems)].join('; '));
}

/**
 * Refuses a parameter that was given more than once, whose values API Gateway joins with commas: what is wrong would be said
 * about a value that nobody sent.
 *
 * @throws ServiceError INVALID_PARAMETER
 */
export function refuseRepeated(names: readonly string[]): void {
  const times = Map.groupBy(names, (name) => name);
  const repeated = [...times].filter(([, { length }]) => length > 1);
  if (repeated.length === 0) {
    return;
  }
  throw invalidParameter(
    repeated.map(([name, { length }]) => `${name} was given ${length} times, give it once`).join('; '),
  );
}

/** The error of a parameter that can't be used; the text begins with its name. */
export function invalidParameter(problem: string): ServiceError {
  return new ServiceError('INVALID_PARAMETER', `Invalid parameter: ${problem}`);
}
