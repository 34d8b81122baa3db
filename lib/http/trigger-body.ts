import * as z from 'zod/mini';
import { ServiceError } from '../errors.ts';
import { futureDateProblem } from '../pipeline/as-of.ts';
import { type RunConf, runConfMembers } from '../pipeline/run-conf.ts';
import type { HttpRequest } from './message.ts';
import { invalidParameter, parametersOf } from './parameters.ts';

const MEMBERS = Object.keys(runConfMembers);

const schema = z.strictObject(
  runConfMembers,
  `the body must be a JSON object with ${MEMBERS.slice(0, -1).join(', ')} and ${MEMBERS.at(-1)} at most`,
);

/** What a text that is UTF-8 with a byte order mark begins with. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a trigger is asked for with: the body of a POST. A GET has none, and an empty one means the defaults.
 *
 * @param now the time by which a date is ahead
 * @throws ServiceError 400 INVALID_BODY or, for a query, INVALID_PARAMETER, saying what is wrong
 */
export function triggerBody(request: HttpRequest, now: Date): RunConf {
  refuseQuery(request);
  const { method, body = '' } = request;
  if (method !== 'POST') return {};
  if (body.startsWith(BYTE_ORDER_MARK))
    throw invalidBody('it begins with a byte order mark (U+FEFF), which JSON has none of: send it without');
  if (body.trim() === '') return {};
  const parsed = schema.safeParse(fromJson(body));
  if (!parsed.success) {
    throw invalidBody([...new Set(parsed.error.issues.map(({ message }) => message))].join('; '));
  }
  const problem = futureDateProblem(parsed.data.asOf, parsed.data, now);
  if (problem) throw invalidBody(problem);
  return parsed.data;
}

/** What belongs into the body is not passed over in the query: the run would be another than the one that was meant. */
function refuseQuery({ query }: HttpRequest): void {
  const misplaced = MEMBERS.filter((name) => query[name] !== undefined);
  if (misplaced.length > 0)
    throw invalidParameter(
      `${misplaced.join(' and ')} can't be given in the query, send the JSON body of a POST: {"asOf":"2024-01-31"}`,
    );
  parametersOf(z.strictObject({}), query);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidBody('it is not JSON');
  }
}

function invalidBody(problem: string): ServiceError {
  return new ServiceError(400, 'INVALID_BODY', `Invalid body: ${problem}`);
}
