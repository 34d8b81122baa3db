import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openStaticFiles } from '../../../../lib/clients/static-files.ts';
import { staticReply } from '../../../../lib/http/reply/static-reply.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { httpRequest } from '../../support/http-request.ts';

function folder() {
  const directory = temporaryFolder();
  writeFileSync(join(directory, 'page.html'), '<p>hello</p>');
  writeFileSync(join(directory, 'page.html.gz'), gzipSync('<p>hello</p>'));
  writeFileSync(join(directory, 'plain.css'), 'p {}');
  writeFileSync(join(directory, 'secret'), 'x');
  return openStaticFiles(pathToFileURL(`${directory}/`));
}
const gzip = { headers: { 'accept-encoding': 'deflate, gzip;q=1.0, br' } };

test('a file comes with its type, and may do only what a page of ours has to', () => {
  const reply = staticReply(httpRequest(), folder(), 'page.html');

  expect(String(reply.content?.data)).toBe('<p>hello</p>');
  expect(reply.content?.type).toBe('text/html; charset=utf-8');
  expect(reply.headers?.['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
});

test('who takes gzip gets it', () => {
  const reply = staticReply(httpRequest(gzip), folder(), 'page.html');

  expect(reply.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(String(gunzipSync(reply.content?.data as Buffer))).toBe('<p>hello</p>');
});

test('a file without a compressed copy comes as it is', () => {
  const reply = staticReply(httpRequest(gzip), folder(), 'plain.css');

  expect(reply.headers?.['content-encoding']).toBeUndefined();
});

test.each(['gzip;q=0', 'br', 'xgzip', ''])('accept-encoding %j does not take gzip', (encoding) => {
  const reply = staticReply(httpRequest({ headers: { 'accept-encoding': encoding } }), folder(), 'page.html');

  expect(reply.headers?.['content-encoding']).toBeUndefined();
});

test('who has the file already gets 304', () => {
  const files = folder();
  const etag = staticReply(httpRequest(), files, 'page.html').headers?.['etag'] ?? '';

  const reply = staticReply(httpRequest({ headers: { 'if-none-match': etag } }), files, 'page.html');

  expect(reply).toMatchObject({ status: 304, content: null });
});

test('the compressed copy has another tag', () => {
  const files = folder();

  const [plain, compressed] = [httpRequest(), httpRequest(gzip)].map((request) =>
    staticReply(request, files, 'page.html'),
  );

  expect(plain?.headers?.['etag']).not.toBe(compressed?.headers?.['etag']);
});

test.each(['none.js', '../package.json', '', 'secret', 'page.html.gz', '/etc/passwd'])(
  '%j is no file',
  (name) => {
    expect(() => staticReply(httpRequest(), folder(), name)).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  },
);
