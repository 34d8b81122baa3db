import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { staticReply } from '../../../lib/http/reply/static-reply.ts';
import { docsFiles } from '../../../web/docs-page.ts';
import { contractOf } from '../../../web/openapi/contract.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** What a path is answered with: a name among the files of /docs. */
const fileOf = (path: string): string =>
  path === '/docs' ? 'docs.html' : path.replace(/^\/(static\/)?/, '');

/**
 * Serves /docs of the default model, with the headers that the service gives it, and nothing else: there is no stack.
 *
 * @returns its address, and what ends it
 */
export async function serveDocs(): Promise<{ readonly address: string; readonly end: () => void }> {
  const { document } = await contractOf('test', { folder: 'lib', file: 'lib/features.ts' });
  const files = await docsFiles(document);
  const find = (name: string) => {
    const found = files.get(name);
    const data = found && Buffer.from(found);
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    return data && { data, type, tag: name, gzip: undefined };
  };
  const server = createServer(({ url = '/' }, response) => {
    const name = fileOf(new URL(url, 'http://127.0.0.1').pathname);
    if (!files.has(name)) {
      response.writeHead(404).end();
      return;
    }
    const { status, headers, content } = staticReply({ headers: {} }, { find }, name);
    response.writeHead(status, { ...headers, 'content-type': content?.type ?? '' }).end(content?.data);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, end: () => server.close() };
}
