import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SourcesUnavailableError } from '../../../../lib/errors.ts';
import { bucketsOf } from '../../../../lib/sources/s3/buckets.ts';
import { failure, listed } from '../reading.ts';
import { SHORT } from './near.ts';

/** Where a server listens that answers as it is told; it is stopped after the test. */
async function addressOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const KEYS = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };

const bucketsAt = async (listener: RequestListener) =>
  bucketsOf({ ...KEYS, AWS_ENDPOINT_URL_S3: await addressOf(listener) }, SHORT);

const listingOf = (keys: readonly string[], more = ''): string =>
  `<ListBucketResult>${more}${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}</ListBucketResult>`;

/** What the listing by a server that always answers with that document fails with. */
async function failureToList(document: string) {
  const kind = await bucketsAt((_, response) => response.end(document));
  return await failure(listed(kind.location('s3://orders/in').list()));
}

describe('a listing that leaves something out is an error', () => {
  test.each([
    ['<IsTruncated>true</IsTruncated>', 'NextContinuationToken'],
    [
      '<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>',
      'lists the same keys again and again',
    ],
  ])('with %s', async (more, message) => {
    const error = await failureToList(listingOf(['in/a.csv'], more));

    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining(message) });
  });

  test('when it is longer than all that S3 lists', async () => {
    const error = await failureToList(listingOf(Array.from({ length: 9 }, () => 'x'.repeat(2 ** 20))));

    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining('more than 8 MB') });
  });

  test('when it has no end, which may pass', async () => {
    const error = await failureToList(listingOf(['in/a.csv', 'in/b.csv']).slice(0, 90));

    expect(error).toBeInstanceOf(SourcesUnavailableError);
  });

  test('when a key is not encoded as it says', async () => {
    const error = await failureToList(listingOf(['in/100%.csv'], '<EncodingType>url</EncodingType>'));

    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining('not encoded') });
  });
});

test('a page of 1,000 of the longest keys is no error', async () => {
  const keys = Array.from({ length: 1000 }, () => `in/${'%C3%A9'.repeat(510)}.csv`);
  const kind = await bucketsAt((_, response) =>
    response.end(listingOf(keys, '<EncodingType>url</EncodingType>')),
  );

  expect(await listed(kind.location('s3://orders/in').list())).toHaveLength(1000);
});

test('a refusal that never ends is read for some time only', async () => {
  const kind = await bucketsAt((_, response) => {
    response.writeHead(404);
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  });

  const error = await failure(kind.stored('s3://orders/in/x').look(5));

  expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining('probably not S3') });
});

describe('an endpoint for credentials', () => {
  test('that does not answer may be up later', async () => {
    const endpoints = {
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/role',
    };
    const kind = bucketsOf({ AWS_REGION: 'eu-central-1', ...endpoints }, { ...SHORT, busyMs: 1 });

    const error = await failure(kind.stored('s3://orders/in/x').look(5));

    expect(error).toBeInstanceOf(SourcesUnavailableError);
    expect(String(error)).toContain(
      "the container's endpoint for AWS credentials, http://127.0.0.1:1, does not answer",
    );
  });

  test('that was busy is asked again', async () => {
    let asked = 0;
    const url = await addressOf((request, response) => {
      if (request.url !== '/role') {
        response.writeHead(200, { etag: '"1"', 'content-length': 1 }).end('x');
      } else if (asked++ < 4) {
        response.writeHead(503).end();
      } else {
        const Expiration = new Date(Date.now() + 3_600_000).toISOString();
        response.end(JSON.stringify({ AccessKeyId: 'a', SecretAccessKey: 'b', Token: 'c', Expiration }));
      }
    });
    const endpoints = { AWS_ENDPOINT_URL_S3: url, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/role` };
    const kind = bucketsOf({ AWS_REGION: 'eu-central-1', ...endpoints }, SHORT);

    const { head } = await kind.stored('s3://orders/in/x').look(1);

    expect(head.toString()).toBe('x');
  });

  test('that refuses has to be set right', async () => {
    const url = await addressOf((_, response) => response.writeHead(403).end());
    const endpoints = { AWS_ENDPOINT_URL_S3: url, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/role` };
    const kind = bucketsOf({ AWS_REGION: 'eu-central-1', ...endpoints }, SHORT);

    const error = await failure(kind.stored('s3://orders/in/x').look(1));

    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringContaining('status 403') });
  });
});
