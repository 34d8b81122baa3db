import type { Config } from '../../config.ts';

/** An object of S3, as a URI. */
export const objectUri = (bucket: string, key: string): string => `s3://${bucket}/${key}`;

/**
 * The object whose write says that a whole set of files is there: ETL_ARRIVAL_OBJECT below ETL_DATA_DIR. Undefined when
 * the files are not read from S3.
 *
 * @returns for instance `s3://bucket/daily/_SUCCESS`
 */
export function manifestOf({
  ETL_DATA_DIR,
  ETL_ARRIVAL_OBJECT,
}: Pick<Config, 'ETL_DATA_DIR' | 'ETL_ARRIVAL_OBJECT'>): string | undefined {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*?))?\/*$/i.exec(ETL_DATA_DIR) ?? [];
  return bucket && objectUri(bucket, prefix === '' ? ETL_ARRIVAL_OBJECT : `${prefix}/${ETL_ARRIVAL_OBJECT}`);
}
