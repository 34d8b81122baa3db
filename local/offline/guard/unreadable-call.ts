import type { HapiMethod } from './hapi.ts';
import { LAMBDA_ANSWERS } from './port-answers.ts';

/** Answers 400 to a call of the Lambda Invoke API whose event or client context is no JSON, as Lambda does. */
export const refuseUnreadableCall: HapiMethod = ({ payload, headers }, h) => {
  const problem =
    Buffer.isBuffer(payload) && payload.length > 0 ? jsonProblem(payload.toString()) : undefined;
  const context = headers['x-amz-client-context'];
  const contextProblem =
    typeof context === 'string' ? jsonProblem(Buffer.from(context, 'base64').toString()) : undefined;
  if (problem === undefined && contextProblem === undefined) {
    return h.continue;
  }
  const message =
    problem === undefined
      ? `Could not parse the client context as base64 of JSON: ${contextProblem}`
      : `Could not parse request body into json: ${problem}`;
  return LAMBDA_ANSWERS.refused(h, 400, 'InvalidRequestContentException', message);
};

function jsonProblem(text: string): string | undefined {
  if (text.startsWith('\uFEFF')) {
    return 'it begins with a byte order mark';
  }
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
