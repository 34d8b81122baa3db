import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '../errors.ts';
import { AwsSettingsError, type Environment } from './environment.ts';
import type { ExpiringCredentials } from './keys.ts';

/** Where ECS serves the credentials of a task's role. */
const ECS = 'http://169.254.170.2';

/** Hosts that may be asked without TLS: they are on this machine. The last two are of EKS Pod Identity. */
const LOCAL_HOSTS = /^(localhost|127(\.\d+){3}|\[::1\]|169\.254\.170\.2|169\.254\.170\.23|\[fd00:ec2::23\])$/;

const TIMEOUT_MS = 2_000;

/** The endpoint is asked so often, with these pauses between. */
const PAUSES_MS = [100, 400];

const NONE =
  'no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN if they are temporary); profiles and SSO are not read, ' +
  'but their credentials can be exported: eval "$(aws configure export-credentials --format env)"';

/**
 * The address at which a container gets its credentials.
 *
 * @throws AwsSettingsError when the environment names none, or one to which no secret may be sent in clear
 */
export function containerEndpoint(environment: Environment): URL {
  const relative = environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const full = environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (relative) {
    return new URL(`${ECS}/${relative.replace(/^\/+/, '')}`);
  }
  if (!full) {
    throw new AwsSettingsError(NONE);
  }
  const url = URL.canParse(full) ? new URL(full) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOCAL_HOSTS.test(url.hostname));
  if (!url || !isSafe) {
    throw new AwsSettingsError(
      'AWS_CONTAINER_CREDENTIALS_FULL_URI must begin with https://, or name an address of this machine, of ECS or of EKS',
    );
  }
  return url;
}

/**
 * Asks a container's endpoint for credentials, three times at most.
 *
 * @throws AwsSettingsError when it refuses, or answers with anything else; one that may pass when it does not answer, or is busy
 */
export async function containerCredentials(url: URL, environment: Environment): Promise<ExpiringCredentials> {
  for (const pause of [...PAUSES_MS, undefined]) {
    const answer = await asked(url, environment);
    if ('credentials' in answer) {
      return answer.credentials;
    }
    if (pause === undefined || !answer.mayPass) {
      throw new AwsSettingsError(
        `the container's endpoint for AWS credentials, ${url.origin}, ${answer.seen}: check that a role is attached to the task or pod`,
        { mayPass: answer.mayPass },
      );
    }
    await delay(pause * (0.5 + Math.random()));
  }
  throw new AwsSettingsError(NONE);
}

type Answer =
  | { readonly credentials: ExpiringCredentials }
  | { readonly seen: string; readonly mayPass: boolean };

async function asked(url: URL, environment: Environment): Promise<Answer> {
  const headers = await authorization(environment);
  try {
    const response = await fetch(url, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      await response.body?.cancel();
      const mayPass = response.status >= 500 || response.status === 429;
      return { seen: `answered with status ${response.status}`, mayPass };
    }
    const credentials = credentialsIn(await response.json());
    return credentials ? { credentials } : { seen: 'answered without credentials', mayPass: false };
  } catch {
    // What an error of fetch says may quote what was sent.
    return { seen: 'does not answer', mayPass: true };
  }
}

/** The token is read anew each time: EKS replaces its file. */
async function authorization(environment: Environment): Promise<Record<string, string>> {
  const file = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  const text = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  if (!file) {
    return text ? { Authorization: text } : {};
  }
  const token = await readFile(file, 'utf8').catch((error: unknown) => {
    const code = codeOf(error) ?? 'unknown error';
    throw new AwsSettingsError(`the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE can't be read (${code})`);
  });
  return { Authorization: token.trim() };
}

function credentialsIn(answer: unknown): ExpiringCredentials | undefined {
  const [accessKeyId, secretAccessKey, sessionToken, expiration] = [
    'AccessKeyId',
    'SecretAccessKey',
    'Token',
    'Expiration',
  ].map((name) => textIn(answer, name));
  const expiresAt = Date.parse(expiration ?? '');
  return accessKeyId && secretAccessKey && !Number.isNaN(expiresAt)
    ? { accessKeyId, secretAccessKey, sessionToken, expiresAt }
    : undefined;
}

function textIn(object: unknown, name: string): string | undefined {
  const value = typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
