import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../fuzz/random.ts';
import type { Undo } from '../fault.ts';
import type { FaultyProxy } from '../stack/proxy.ts';

/** Longer than a handler waits for one of them. */
const HOLD_MS = { from: 1_000, to: 8_000 };

const json = (status: string, body: string, length = body.length) =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;

/** Answers that are none: of another service, of another version, cut off, or no HTTP at all. */
const GARBAGE: readonly string[] = [
  '\u0000\u0001\u0002 what is this\r\n\r\n',
  'HTTP/1.1 200 OK\r\n',
  'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 17\r\n\r\n<h1>Sign in.</h1>',
  json('200 OK', '{"result":42,"dag_runs":"none","access_token":7}'),
  json('200 OK', '{"result":"OK","dag_runs":[{"dag_run_id":', 4_000),
  json('200 OK', 'null'),
  json('500 Internal Server Error', '{"error":"boom","detail":"boom"}'),
  json('429 Too Many Requests', '{"error":"slow down"}'),
];

/** A dependency that takes everything and says nothing, for some seconds. */
export async function silent(proxy: FaultyProxy, random: Random): Promise<Undo> {
  proxy.set('silent');
  await delay(random.between(HOLD_MS.from, HOLD_MS.to));
  return () => proxy.set('pass');
}

/** A dependency that answers nonsense, for some seconds. */
export async function garbled(proxy: FaultyProxy, random: Random): Promise<Undo> {
  proxy.set({ garbage: random.pick(GARBAGE) });
  await delay(random.between(HOLD_MS.from, HOLD_MS.to));
  return () => proxy.set('pass');
}
