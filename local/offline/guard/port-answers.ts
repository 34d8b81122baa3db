import { randomUUID } from 'node:crypto';
import type { HapiResponse, HapiToolkit } from './hapi.ts';

/** How a port tells that it has turned a request away, before any function has seen it. */
export interface PortAnswers {
  /** @param code ours, for programs; @param message for the sender, of what was wrong with the request */
  readonly refused: (h: HapiToolkit, status: number, code: string, message: string) => HapiResponse;
  /** What hapi itself has refused, by its status. */
  readonly ofStatus: (status: number, message: string) => { readonly code: string; readonly message: string };
}

/** In the error shape of our functions (lib/http/reply/error-reply.ts). */
export const API_ANSWERS: PortAnswers = {
  refused: (h, status, code, message) => {
    const requestId = randomUUID();
    return h
      .response({ message, code, requestId })
      .code(status)
      .header('cache-control', 'no-store')
      .header('x-request-id', requestId)
      .takeover();
  },
  ofStatus: (status, message) => {
    if (status >= 500) {
      return { code: 'INTERNAL_ERROR', message: 'Internal server error' };
    }
    if (status === 413) {
      return { code: 'PAYLOAD_TOO_LARGE', message };
    }
    if (status === 415) {
      return { code: 'UNSUPPORTED_MEDIA_TYPE', message };
    }
    return {
      code: 'MALFORMED_REQUEST',
      message: `The request can't be read: its URL or a header is malformed (${message})`,
    };
  },
};

/** As the Lambda Invoke API: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
export const LAMBDA_ANSWERS: PortAnswers = {
  refused: (h, status, code, message) =>
    h.response({ Message: message, Type: 'User' }).code(status).header('x-amzn-ErrorType', code).takeover(),
  ofStatus: (status, message) => {
    if (status >= 500) {
      return { code: 'ServiceException', message: 'Internal server error' };
    }
    if (status === 404) {
      return { code: 'ResourceNotFoundException', message: 'The Lambda API has no such path' };
    }
    if (status === 413) {
      return { code: 'RequestTooLargeException', message };
    }
    return { code: 'InvalidRequestContentException', message };
  },
};
