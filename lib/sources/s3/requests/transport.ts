import type { Agent, IncomingMessage, RequestOptions } from 'node:http';

/** How requests are sent: node's HTTP or HTTPS, with its connections. */
export interface Transport {
  readonly request: (
    url: URL,
    options: RequestOptions,
    answered: (answer: IncomingMessage) => void,
  ) => ReturnType<typeof import('node:http').request>;
  readonly agent: Agent;
}

/** Connections stay open for the next request; while they are idle they keep no process alive. */
const KEPT = { keepAlive: true };

const made = new Map<string, Transport>();

/**
 * The transport for the protocol of a URL, made by the first request. node's modules are not imported: the import of `node:http` loads its
 * WebSocket too, which is a third of the start of a step that may read no S3 at all.
 *
 * @param protocol `http:` or `https:`
 */
export function transportFor(protocol: string): Transport {
  const known = made.get(protocol);
  if (known) {
    return known;
  }
  const client = process.getBuiltinModule(protocol === 'https:' ? 'node:https' : 'node:http');
  const transport = {
    request: (url: URL, options: RequestOptions, answered: (answer: IncomingMessage) => void) =>
      client.request(url, options, answered),
    agent: new client.Agent(KEPT),
  };
  made.set(protocol, transport);
  return transport;
}
