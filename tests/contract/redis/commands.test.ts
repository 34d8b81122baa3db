import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pipeline } from './rest.ts';
import { openService, type Service, uniqueKey } from './service.ts';

let service: Service;

beforeAll(async () => {
  service = await openService();
});

afterAll(async () => {
  await service.close();
});

/** Runs commands in which `k` stands for a key of this test alone; answers the last one's `{result}` or `{error}`. */
async function lastOf(commands: readonly string[]): Promise<unknown> {
  const key = uniqueKey();
  const words = commands.map((command) => command.split(' ').map((word) => (word === 'k' ? key : word)));
  const results = await pipeline(service, [...words, ['DEL', key]]);
  return Array.isArray(results) ? results.at(-2) : results;
}

describe('commands', () => {
  it.each<[string, readonly string[], unknown]>([
    ['PING answers PONG', ['PING'], 'PONG'],
    ['PING echoes', ['PING hello'], 'hello'],
    ['a name is read in any case', ['pInG'], 'PONG'],
    ['GET of no key is null', ['GET k'], null],
    ['SET answers OK', ['SET k v'], 'OK'],
    ['SET replaces', ['SET k v', 'SET k w', 'GET k'], 'w'],
    ['SET NX refuses a key that exists', ['SET k v', 'SET k w NX'], null],
    ['SET NX leaves what it refuses to replace', ['SET k v', 'SET k w NX PX 9000', 'PTTL k'], -1],
    ['SET NX stores a new key', ['SET k v NX', 'GET k'], 'v'],
    ['SET XX refuses a new key', ['SET k v XX', 'EXISTS k'], 0],
    ['SET XX replaces', ['SET k v', 'SET k w XX', 'GET k'], 'w'],
    ['SET GET answers the old value', ['SET k v', 'SET k w GET'], 'v'],
    ['SET GET answers null when there was none', ['SET k v GET'], null],
    ['SET NX GET answers what stands in the way', ['SET k v', 'SET k w NX GET'], 'v'],
    ['SET without KEEPTTL drops the expiry', ['SET k v EX 900', 'SET k w', 'TTL k'], -1],
    ['SET EX is in seconds', ['SET k v EX 900', 'TTL k'], 900],
    ['SET PX is in milliseconds', ['SET k v PX 900000', 'TTL k'], 900],
    ['SET KEEPTTL keeps the expiry', ['SET k v EX 900', 'SET k w KEEPTTL', 'TTL k'], 900],
    ['options are read in any case', ['SET k v ex 900 nx', 'TTL k'], 900],
    ['DEL counts what it removed', ['SET k v', 'DEL k k'], 1],
    ['EXISTS counts a key as often as it is named', ['SET k v', 'EXISTS k k'], 2],
    ['PTTL of no key is -2', ['PTTL k'], -2],
    ['TTL of no key is -2', ['TTL k'], -2],
    ['PTTL without expiry is -1', ['SET k v', 'PTTL k'], -1],
    ['TTL without expiry is -1', ['SET k v', 'TTL k'], -1],
    ['EXPIRE of no key is 0', ['EXPIRE k 900'], 0],
    ['EXPIRE sets seconds', ['SET k v', 'EXPIRE k 900', 'TTL k'], 900],
    ['PEXPIRE sets milliseconds', ['SET k v', 'PEXPIRE k 900000', 'TTL k'], 900],
    ['PEXPIRE of 0 answers 1', ['SET k v', 'PEXPIRE k 0'], 1],
    ['PEXPIRE of 0 deletes', ['SET k v', 'PEXPIRE k 0', 'EXISTS k'], 0],
    ['EXPIRE of a negative time deletes', ['SET k v', 'EXPIRE k -1', 'EXISTS k'], 0],
  ])('%s', async (_behaviour, commands, result) => {
    const last = await lastOf(commands);

    expect(last).toEqual({ result });
  });

  it.each([
    'GET',
    'GET k k',
    'SET k',
    'PING a b',
    'SET k v BOGUS',
    'SET k v NX XX',
    'SET k v EX',
    'SET k v EX 1 PX 1',
    'SET k v KEEPTTL EX 1',
    'SET k v PX abc',
    'SET k v PX 1.5',
    'SET k v PX +5',
    'SET k v PX 0',
    'SET k v PX -1',
    'SET k v PX 9223372036854775807',
    'SET k v PX 9223372036854775808',
    'EXPIRE k abc',
    'EXPIRE k 9223372036854775807',
    'PEXPIRE k 9223372036854775807',
    'PEXPIRE k 10 FOO',
    'EVAL x abc',
    'EVAL x -1',
    'EVAL x 2 k',
    'NOSUCHCOMMAND k',
  ])('refuses %s', async (command) => {
    const last = await lastOf([command]);

    expect(last).toEqual({ error: expect.stringMatching(/^ERR /) });
  });

  it('frees a key when its time is over', async () => {
    const key = uniqueKey();
    await pipeline(service, [['SET', key, 'v', 'PX', 50]]);

    const state = expect.poll(
      () =>
        pipeline(service, [
          ['EXISTS', key],
          ['PTTL', key],
        ]),
      { timeout: 30_000 },
    );

    await state.toEqual([{ result: 0 }, { result: -2 }]);
  });
});
