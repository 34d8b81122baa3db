import { onTestFinished } from 'vitest';
import type { Environment } from '../../../../lib/aws/environment.ts';
import type { Kind } from '../../../../lib/sources/kind.ts';
import { bucketsOf } from '../../../../lib/sources/s3/buckets.ts';
import { type S3ServerOptions, startS3 } from '../../../support/s3/server.ts';

/** Pauses and waits so short that tests need not wait for them. */
export const SHORT = {
  answerMs: 300,
  stallMs: 150,
  firstPauseMs: 2,
  longestPauseMs: 4,
  busyMs: 60,
  unreachableMs: 10,
  patienceMs: 1_000,
};

/** An S3 server that is stopped after the test, and buckets there; `environment` may change what points to it. */
export async function nearS3(options: S3ServerOptions & { readonly environment?: Environment } = {}) {
  const s3 = await startS3(options);
  onTestFinished(() => s3.close());
  const kind: Kind = bucketsOf({ ...s3.environment, ...options.environment }, SHORT);
  return { s3, kind };
}
