import { afterEach, expect, test, vi } from 'vitest';
import { requestSigner, signedFetch } from '../../../lib/aws/signed-fetch.ts';
import { startS3 } from '../../support/s3/server.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** What a payload without bytes has as its hash. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html has these requests and their signatures.
test.each([
  ['/?lifecycle', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['/?max-keys=2&prefix=J', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
])('signs GET %s as the specification does', async (path, signature) => {
  vi.useFakeTimers({ now: Date.UTC(2013, 4, 24), toFake: ['Date'] });
  const sign = requestSigner({
    service: 's3',
    region: 'us-east-1',
    credentials: async () => ({
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    }),
  });

  const { headers } = await sign(new URL(path, 'https://examplebucket.s3.amazonaws.com'), {
    headers: { 'x-amz-content-sha256': EMPTY },
  });

  expect(headers.get('authorization')).toContain(`Signature=${signature}`);
});

test('a signed fetch is let in, with the token of temporary credentials', async () => {
  const keys = { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token' };
  const s3 = await startS3({ keys });
  s3.objects.put('orders', 'a b+c.csv', 'abc');
  const fetchSigned = signedFetch({ service: 's3', region: 'eu-central-1', credentials: async () => keys });

  const response = await fetchSigned(new URL(`${s3.url}/orders/a%20b%2Bc.csv`));

  expect([response.status, await response.text()]).toEqual([200, 'abc']);
  await s3.close();
});
