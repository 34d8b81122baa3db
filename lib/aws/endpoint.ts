import { AwsSettingsError, type Environment } from './environment.ts';

/** What the host name of each service begins with at AWS. */
const HOSTS = { s3: 's3', mwaa: 'env.airflow' } as const;

/** A service of AWS that we talk to. */
export type AwsService = keyof typeof HOSTS;

/** Signed for when another address is set and no region: those who stand in for AWS take any, and know this one. */
const REGION_OF_STAND_INS = 'us-east-1';

/**
 * The region of AWS_REGION (Lambda sets it) or AWS_DEFAULT_REGION.
 *
 * @param service for which one: if its address is set, the region may be missing
 * @throws AwsSettingsError when there is none, or when it can't be one
 */
export function awsRegion(service: AwsService, environment: Environment): string {
  const given = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
  const region = given || (hasCustomEndpoint(service, environment) ? REGION_OF_STAND_INS : undefined);
  if (!region) {
    throw new AwsSettingsError('AWS_REGION is not set: set it to the region to use, such as eu-central-1');
  }
  if (!/^[a-z0-9-]+$/i.test(region)) {
    throw new AwsSettingsError('AWS_REGION is not the name of a region: it is written like eu-central-1');
  }
  return region;
}

/**
 * The address of a service: what AWS_ENDPOINT_URL_S3 (or _MWAA) says, else AWS_ENDPOINT_URL, else that of AWS in the region.
 *
 * @throws AwsSettingsError when a variable is no http(s) address, or the region is needed and can't be told
 */
export function serviceEndpoint(service: AwsService, environment: Environment): URL {
  const custom = customEndpoint(service, environment);
  if (custom) {
    const { name, value } = custom;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
      throw new AwsSettingsError(`${name} must be an address that begins with http:// or https://`);
    }
    return url;
  }
  const region = awsRegion(service, environment);
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(`https://${HOSTS[service]}.${region}.${domain}`);
}

/** Whether the address of a service was set, and so is probably not that of AWS. */
export const hasCustomEndpoint = (service: AwsService, environment: Environment): boolean =>
  customEndpoint(service, environment) !== undefined;

function customEndpoint(service: AwsService, environment: Environment) {
  return [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']
    .map((name) => ({ name, value: environment[name] ?? '' }))
    .find(({ value }) => value !== '');
}
