import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Aws, accepted } from './aws.ts';

/** The bucket of the input files, in the deployment that tests share. */
export const BUCKET = 'etl-input-files';

/** Makes a bucket. */
export async function makeBucket(aws: Aws, bucket: string): Promise<void> {
  await accepted(`bucket ${bucket}`, await aws.send('s3', `/${bucket}`, { method: 'PUT' }));
}

/** Lets a bucket send its events to EventBridge, as docs/arrival.md says. */
export async function sendEvents(aws: Aws, bucket: string): Promise<void> {
  const body =
    '<NotificationConfiguration><EventBridgeConfiguration></EventBridgeConfiguration></NotificationConfiguration>';
  await accepted('notification', await aws.send('s3', `/${bucket}?notification`, { method: 'PUT', body }));
}

/** Writes an object, or overwrites it. */
export async function putObject(
  aws: Aws,
  bucket: string,
  key: string,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  await accepted(key, await aws.send('s3', `/${bucket}/${key}`, { method: 'PUT', body }));
}

/** Puts all files of a folder below a prefix. */
export async function putFolder(aws: Aws, bucket: string, prefix: string, folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    await putObject(aws, bucket, `${prefix}/${name}`, new Uint8Array(readFileSync(join(folder, name))));
  }
}
