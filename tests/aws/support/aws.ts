import { requestSigner } from '../../../lib/aws/signed-fetch.ts';

/** Keys of a user of the account. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of keys that expire. */
  readonly sessionToken?: string;
}

/** What is sent to a service. */
export interface AwsRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Somebody who calls services of an AWS. */
export interface Aws {
  /** Signs and sends. @returns any answer; one of 4xx or 5xx too */
  send(service: string, path: string, request?: AwsRequest): Promise<Response>;
  /** The same, for services with JSON: target `secretsmanager.CreateSecret`. @throws Error when it is refused */
  json(service: string, target: string, members: object): Promise<Readonly<Record<string, unknown>>>;
  /** The same, for services with forms, `Action=ListStacks`. @returns the XML @throws Error when it is refused */
  form(service: string, members: Readonly<Record<string, string>>): Promise<string>;
}

/** Calls services at an address, with these keys. */
export function connectAws(endpoint: string, keys: Keys): Aws {
  const send: Aws['send'] = async (service, path, { method = 'GET', headers = {}, body } = {}) => {
    const sign = requestSigner({ service, region: 'us-east-1', credentials: async () => keys });
    // The signature of a body of S3 need not cover its bytes; of all others it must.
    const text = service === 's3' || body === undefined ? {} : { body: String(body) };
    const signed = await sign(new URL(path, endpoint), { method, headers, ...text });
    return await fetch(signed.url, { method, headers: signed.headers, ...(body !== undefined && { body }) });
  };
  return {
    send,
    json: async (service, target, members) => {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
      const response = await send(service, '/', { method: 'POST', headers, body: JSON.stringify(members) });
      const answer = await accepted(target, response);
      return answer === '' ? {} : JSON.parse(answer);
    },
    form: async (service, members) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams(members).toString();
      const response = await send(service, '/', { method: 'POST', headers, body });
      return await accepted(String(members['Action']), response);
    },
  };
}

/**
 * The text of an answer.
 *
 * @param what was asked, for the message
 * @throws Error when the answer is a refusal
 */
export async function accepted(what: string, response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${what} was answered with ${response.status}: ${text.slice(0, 500)}`);
  }
  return text;
}
