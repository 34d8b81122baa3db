import type { StageParams } from './stage-params.ts';

/**
 * What aws/*.yml needs of a stage's settings in another form, by the name that stands there as `${deploy:NAME}`. The settings
 * may be missing or unusable here: that is said later, of all at once.
 */
export const DERIVED: Readonly<Record<string, (params: StageParams) => unknown>> = {
  /** The bucket of the input files. */
  bucket: (params) => location(params).bucket,
  /** The keys of the input files in a policy: `bucket/prefix/*`. */
  objects: (params) => join(location(params).bucket, location(params).prefix, '*'),
  /** Under what condition the bucket may be listed: below the prefix only. None when all of the bucket is input. */
  listing: (params) => {
    const { prefix } = location(params);
    return prefix === '' ? null : { StringLike: { 's3:prefix': [prefix, `${prefix}/*`] } };
  },
  /** The key of the object whose arrival starts a run (lib/pipeline/arrival/manifest.ts). */
  arrivalKey: (params) => join(location(params).prefix, params['ETL_ARRIVAL_OBJECT'] ?? '_SUCCESS'),
  subnets: (params) => list(params['VPC_SUBNETS']),
  securityGroups: (params) => list(params['VPC_SECURITY_GROUPS']),
  /** Where Airflow is: the part of aws/airflow.yml that holds. */
  airflow: (params) => ('MWAA_ENVIRONMENT' in params ? 'mwaa' : 'own'),
};

function location(params: StageParams): { readonly bucket: string; readonly prefix: string } {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(params['ETL_DATA_DIR'] ?? '') ?? [];
  return { bucket, prefix: prefix.replace(/\/+$/, '') };
}

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('/');

const list = (text = ''): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
