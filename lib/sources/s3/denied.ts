import { SourceError, UntoldSourceError } from '../source-error.ts';
import { addressIn } from './address.ts';
import { pageOf } from './listing.ts';
import type { S3Server } from './requests/asking.ts';
import { AccessDeniedError } from './requests/refusal.ts';

/**
 * What it means that a look at an object was denied. To who may not list all of a bucket S3 answers 403 for an object that is missing,
 * too. The part of the bucket that begins with the object's key may be listed more often, and tells it.
 *
 * @returns missing, the same error when the object is there, or an UntoldSourceError when the listing is denied as well
 * @throws {SourceError} what else the listing fails with
 */
export async function whyDenied(denied: AccessDeniedError, server: S3Server): Promise<SourceError> {
  const { bucket, key } = addressIn(denied.uri);
  try {
    const { keys } = await pageOf(server, denied.uri, bucket, { start: key, mostKeys: 1 });
    return keys.includes(key) ? denied : new SourceError('missing', denied.uri, 'does not exist', denied);
  } catch (error) {
    if (error instanceof AccessDeniedError) {
      return new UntoldSourceError('unreadable', denied.uri, denied.seen, denied);
    }
    throw error;
  }
}
