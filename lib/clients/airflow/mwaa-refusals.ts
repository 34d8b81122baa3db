import { AirflowUnavailableError } from './errors.ts';
import type { Reply } from './request.ts';

/** What a refusal of AWS means, for whoever reads the log. */
interface Meaning {
  readonly types: readonly string[];
  readonly advice: (environmentName: string) => string;
}

/** The errors of InvokeRestApi in the model of the service (mwaa 2020-07-01), and those that every service of AWS knows. */
const MEANINGS: readonly Meaning[] = [
  {
    types: ['AccessDeniedException', 'AccessDenied'],
    advice: (name) =>
      `our role may not call it: allow it airflow:InvokeRestApi on role/${name}/User (or Viewer, to look only; docs/airflow-elsewhere.md)`,
  },
  {
    types: ['ResourceNotFoundException'],
    advice: (name) =>
      `there is no environment ${name} in this account and region: check MWAA_ENVIRONMENT and AWS_REGION`,
  },
  {
    types: ['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'RequestLimitExceeded'],
    advice: () => 'it takes no more calls for the moment',
  },
  {
    types: [
      ...['ExpiredTokenException', 'ExpiredToken', 'UnrecognizedClientException', 'InvalidClientTokenId'],
      ...['InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignature'],
      ...[
        'IncompleteSignatureException',
        'MissingAuthenticationToken',
        'MissingAuthenticationTokenException',
      ],
    ],
    advice: () => 'AWS does not take our credentials: check the role, the region and the clock',
  },
  {
    types: ['ValidationException'],
    advice: () => 'it takes the call for invalid: check that the environment has Airflow 3.0.6 or newer',
  },
  {
    types: [
      'InternalServerException',
      'ServiceUnavailableException',
      'ServiceUnavailable',
      'InternalFailure',
    ],
    advice: () => 'it has a fault of its own; if that lasts, ask the support of AWS with the request id',
  },
];

/**
 * The error for a reply in which no answer of Airflow's is wrapped: AWS itself refused the call, or failed. Of the reply only
 * names are told, no message: those quote accounts and roles.
 */
export function mwaaRefusal(reply: Reply, what: string, environmentName: string): AirflowUnavailableError {
  const type = typeOf(reply);
  const advice = MEANINGS.find(({ types }) => types.includes(type))?.advice(environmentName);
  const id = /^[\w-]{1,64}$/.exec(reply.headers.get('x-amzn-requestid') ?? '')?.[0];
  const seen = `MWAA answered ${what} with status ${reply.status}${type && `, ${type}`}${id ? ` (request id ${id})` : ''}`;
  // MWAA gives up on Airflow after 10 s; what it had passed on is carried out all the same.
  return new AirflowUnavailableError(`${seen}${advice ? `: ${advice}` : ''}`, {
    timedOut: reply.status >= 500,
  });
}

/** The name of an error in the protocol rest-json: `Name`, `Name:http://…` or `namespace#Name`; empty when there is none. */
function typeOf({ headers, body }: Reply): string {
  const member = typeof body === 'object' && body !== null && '__type' in body ? body.__type : undefined;
  const text = headers.get('x-amzn-errortype') ?? (typeof member === 'string' ? member : '');
  return /^(?:[\w.]+#)?(\w{1,80})(?::.*)?$/.exec(text)?.[1] ?? '';
}
