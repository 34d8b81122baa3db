import * as z from 'zod/mini';
import { awsCredentials } from '../../aws/credentials.ts';
import { awsRegion, serviceEndpoint } from '../../aws/endpoint.ts';
import { AwsSettingsError, type Environment } from '../../aws/environment.ts';
import { requestSigner, type SignedRequest } from '../../aws/signed-fetch.ts';
import type { Budget } from '../../time-limits/budget.ts';
import { TimeLimitError, withinMs } from '../../time-limits/time-limit.ts';
import { AirflowUnavailableError } from './errors.ts';
import { mwaaRefusal } from './mwaa-refusals.ts';
import { limitMs, noTimeLeft, parseJson, type Reply, requested } from './request.ts';
import { type Answer, type CallOptions, type Session, usable } from './session.ts';

/** An environment of Amazon MWAA. */
export interface MwaaSessionOptions {
  /** The environment's name. */
  name: string;
  /** Where the address, the region and the credentials come from: AWS_REGION, AWS_ENDPOINT_URL_MWAA, AWS_ACCESS_KEY_ID … */
  environment: Environment;
  /** Milliseconds each HTTP request may take, its answer included. MWAA itself gives up after 10 s. */
  timeoutMs: number;
}

/** RestApiPath in the model of the service, mwaa 2020-07-01. */
const LONGEST_PATH = 64;

/** How an answer of Airflow's is wrapped up, be it a success, or an error in a reply of status 400. */
const wrapped = z.object({ RestApiStatusCode: z.int(), RestApiResponse: z.optional(z.unknown()) });

/**
 * The REST API of an Airflow on MWAA, through its action InvokeRestApi: each call is a POST that carries method, path, query and
 * body, signed with the credentials of our own role. There is no login and no token of Airflow's.
 */
export class MwaaSession implements Session {
  readonly longestPath = LONGEST_PATH;
  readonly #options: MwaaSessionOptions;
  readonly #sign: (body: string) => Promise<SignedRequest>;

  constructor(options: MwaaSessionOptions) {
    this.#options = options;
    this.#sign = signer(options);
  }

  async call(method: string, path: string, { query, body, budget }: CallOptions = {}): Promise<Answer> {
    const what = `${method} ${path}`;
    if (path.length > LONGEST_PATH) {
      throw new AirflowUnavailableError(
        `MWAA takes paths of ${LONGEST_PATH} characters at most, so ${what} can't be asked: use Airflow's own page for this run`,
      );
    }
    const content = JSON.stringify({ Method: method, Path: path, QueryParameters: query, Body: body });
    const { url, headers } = await this.#signed(content, what, budget);
    const reply = await requested({
      ...{ what, method, timeoutMs: this.#options.timeoutMs, budget },
      send: (signal) => fetch(url, { method: 'POST', headers, body: content, redirect: 'manual', signal }),
    });
    return usable(this.#unwrapped(reply, what), what);
  }

  callOpenly(path: string, budget?: Budget): Promise<Answer> {
    return this.call('GET', path, { budget });
  }

  /** Credentials may have to be fetched first: that takes from the same time, and until then nothing has been sent. */
  async #signed(content: string, what: string, budget: Budget | undefined): Promise<SignedRequest> {
    try {
      return await withinMs(this.#sign(content), limitMs(this.#options.timeoutMs, budget));
    } catch (error) {
      if (error instanceof TimeLimitError) {
        throw noTimeLeft(what);
      }
      if (error instanceof AwsSettingsError) {
        throw new AirflowUnavailableError(`Airflow is not available: MWAA can't be called: ${error.message}`);
      }
      throw error;
    }
  }

  #unwrapped(reply: Reply, what: string): Answer {
    const answer = wrapped.safeParse(reply.body);
    if (!answer.success) {
      throw mwaaRefusal(reply, what, this.#options.name);
    }
    const { RestApiStatusCode: status, RestApiResponse: body } = answer.data;
    return { status, body: typeof body === 'string' ? (parseJson(body) ?? body) : body };
  }
}

/** Signs calls of one environment. Nothing is read before the first call, and a missing region is told at each. */
function signer({ name, environment }: MwaaSessionOptions) {
  const credentials = awsCredentials(environment);
  let sign: ReturnType<typeof requestSigner> | undefined;
  return async (body: string) => {
    const base = serviceEndpoint('mwaa', environment).href.replace(/\/+$/, '');
    sign ??= requestSigner({ service: 'airflow', region: awsRegion('mwaa', environment), credentials });
    const url = new URL(`${base}/restapi/${encodeURIComponent(name)}`);
    return await sign(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  };
}
