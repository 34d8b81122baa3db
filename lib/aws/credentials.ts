import { containerCredentials, containerEndpoint } from './container-credentials.ts';
import { AwsSettingsError, type Environment } from './environment.ts';
import type { Credentials, CredentialsProvider, ExpiringCredentials } from './keys.ts';

/** Credentials are renewed this long before they expire: a request that is signed just before may take a while. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * Credentials out of an environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (with AWS_SESSION_TOKEN for temporary ones), as
 * Lambda sets them; else those of the role of a container, which ECS and EKS Pod Identity serve at an address of
 * AWS_CONTAINER_CREDENTIALS_…_URI. The latter are kept, and renewed five minutes before they expire; if that fails they are used
 * until they do.
 *
 * @returns a function that throws AwsSettingsError when there are none, or the container's can't be had
 */
export function awsCredentials(environment: Environment, now: () => number = Date.now): CredentialsProvider {
  let kept: ExpiringCredentials | undefined;
  let renewal: Promise<ExpiringCredentials> | undefined;
  return async () => {
    const own = ownCredentials(environment);
    if (own) {
      return own;
    }
    const endpoint = containerEndpoint(environment);
    if (kept && kept.expiresAt - now() > RENEW_BEFORE_MS) {
      return kept;
    }
    renewal ??= containerCredentials(endpoint, environment).finally(() => {
      renewal = undefined;
    });
    try {
      kept = await renewal;
    } catch (error) {
      if (!kept || kept.expiresAt <= now()) {
        throw error;
      }
    }
    return kept;
  };
}

/** @throws AwsSettingsError when only one of the two that belong together is set */
function ownCredentials(environment: Environment): Credentials | undefined {
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, sessionToken: environment['AWS_SESSION_TOKEN'] || undefined };
  }
  if (accessKeyId || secretAccessKey) {
    const missing = accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
    throw new AwsSettingsError(
      `${missing} is missing: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set together, or neither`,
    );
  }
  return undefined;
}
