import type { Environment } from '../../aws/environment.ts';
import type { Kind } from '../kind.ts';
import { prefixIn, uriBelow } from './address.ts';
import { clueToObject, unusablePrefix } from './clues.ts';
import { namesAt } from './listing.ts';
import { storedObject } from './object.ts';
import type { S3Server } from './requests/asking.ts';
import { connectS3, type S3Connection } from './requests/connection.ts';
import { TIMING, type Timing } from './timing.ts';

/** What a connection depends on; credentials are looked up for each request. */
const ADDRESSES = ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_DEFAULT_REGION'];

/**
 * Buckets of S3, or of a server that speaks as S3 does, with a prefix.
 *
 * @param environment says where the server is, and who asks
 */
export function bucketsOf(environment: Environment, timing: Timing = TIMING): Kind {
  let kept: { readonly addresses: string; readonly connection: S3Connection } | undefined;
  const server: S3Server = {
    timing,
    connection: () => {
      const addresses = ADDRESSES.map((name) => environment[name]).join(' ');
      if (kept?.addresses !== addresses) {
        kept = { addresses, connection: connectS3(environment, timing) };
      }
      return kept.connection;
    },
  };
  return {
    description: 'a bucket of S3, such as s3://bucket/prefix',
    location: (uri) => ({
      uri,
      list: async function* (isWalked = () => true) {
        yield* namesAt(server, uri, prefixIn(uri), isWalked);
      },
      uriOf: (name) => uriBelow(uri, name),
      unusable: (wanted) => unusablePrefix(server, uri, wanted),
      clueTo: (code, name, read) => clueToObject(server, uri, code, name, read),
    }),
    stored: (uri, version) => storedObject(uri, server, version),
  };
}

/** Those that the environment of this process describes. */
export const buckets: Kind = bucketsOf(process.env);
