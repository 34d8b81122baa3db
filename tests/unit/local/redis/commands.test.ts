import { beforeEach, describe, expect, it } from 'vitest';
import { execute } from '../../../../local/redis/commands.ts';
import type { Reply } from '../../../../local/redis/scripts.ts';
import { Store } from '../../../../local/redis/store.ts';

let now: number;
let store: Store;

beforeEach(() => {
  now = 1_000_000;
  store = new Store(() => now);
});

/** Runs commands written with spaces between the words; answers the last one's reply. */
function run(...commands: readonly string[]): Reply {
  return commands.map((command) => execute(store, command.split(' '))).at(-1) ?? null;
}

describe('commands of the Redis emulator', () => {
  it.each<[string, readonly string[], Reply]>([
    ['PING answers PONG', ['PING'], 'PONG'],
    ['PING echoes its message', ['PING hello'], 'hello'],
    ['names are read in any case', ['pInG'], 'PONG'],
    ['GET of no key is null', ['GET k'], null],
    ['GET answers what SET stored', ['SET k v', 'GET k'], 'v'],
    ['SET answers OK', ['SET k v'], 'OK'],
    ['SET replaces', ['SET k v', 'SET k w', 'GET k'], 'w'],
    ['DEL counts the keys it removed', ['SET a 1', 'SET b 1', 'DEL a b c a'], 2],
    ['EXISTS counts a key as often as it is named', ['SET a 1', 'EXISTS a a b'], 2],
    ['PTTL of no key is -2', ['PTTL k'], -2],
    ['TTL of no key is -2', ['TTL k'], -2],
    ['PTTL of a key without expiry is -1', ['SET k v', 'PTTL k'], -1],
    ['TTL of a key without expiry is -1', ['SET k v', 'TTL k'], -1],
    ['PTTL answers the milliseconds left', ['SET k v PX 1500', 'PTTL k'], 1500],
    ['TTL rounds half a second up', ['SET k v PX 1500', 'TTL k'], 2],
    ['TTL rounds less than half a second down', ['SET k v PX 1499', 'TTL k'], 1],
    ['PEXPIRE of no key is 0', ['PEXPIRE k 10'], 0],
    ['PEXPIRE sets milliseconds', ['SET k v', 'PEXPIRE k 250', 'PTTL k'], 250],
    ['EXPIRE sets seconds', ['SET k v', 'EXPIRE k 2', 'PTTL k'], 2000],
    ['PEXPIRE of 0 answers 1', ['SET k v', 'PEXPIRE k 0'], 1],
    ['PEXPIRE of 0 deletes', ['SET k v', 'PEXPIRE k 0', 'EXISTS k'], 0],
    ['EXPIRE of a negative time deletes', ['SET k v', 'EXPIRE k -5', 'EXISTS k'], 0],
    ['DBSIZE counts keys', ['SET a 1', 'SET b 1', 'DBSIZE'], 2],
    ['FLUSHALL removes all keys', ['SET a 1', 'FLUSHALL', 'DBSIZE'], 0],
    ['FLUSHALL takes ASYNC', ['FLUSHALL ASYNC'], 'OK'],
  ])('%s', (_behaviour, commands, expected) => {
    const reply = run(...commands);

    expect(reply).toBe(expected);
  });

  it.each<[string, readonly string[], Reply]>([
    ['NX refuses a key that exists', ['SET k v', 'SET k w NX'], null],
    ['NX leaves the value it refuses to replace', ['SET k v', 'SET k w NX', 'GET k'], 'v'],
    ['NX leaves the expiry of what it refuses to replace', ['SET k v', 'SET k w NX PX 10', 'PTTL k'], -1],
    ['NX stores a new key', ['SET k v NX', 'GET k'], 'v'],
    ['XX refuses a new key', ['SET k v XX'], null],
    ['XX replaces a key that exists', ['SET k v', 'SET k w XX', 'GET k'], 'w'],
    ['GET answers the old value', ['SET k v', 'SET k w GET'], 'v'],
    ['GET answers null when there was none', ['SET k v GET'], null],
    ['GET stores all the same', ['SET k v GET', 'GET k'], 'v'],
    ['NX GET answers the value that stands in the way', ['SET k v', 'SET k w NX GET'], 'v'],
    ['NX GET answers null when it stored', ['SET k v NX GET'], null],
    ['EX is in seconds', ['SET k v EX 3', 'PTTL k'], 3000],
    ['options are read in any case and order', ['SET k v px 70 nx', 'PTTL k'], 70],
    ['the last of two equal units counts', ['SET k v EX 1 EX 2', 'PTTL k'], 2000],
    ['without KEEPTTL the expiry goes', ['SET k v PX 70', 'SET k w', 'PTTL k'], -1],
    ['KEEPTTL keeps the expiry', ['SET k v PX 70', 'SET k w KEEPTTL', 'PTTL k'], 70],
    ['KEEPTTL of a key without expiry sets none', ['SET k v', 'SET k w KEEPTTL', 'PTTL k'], -1],
  ])('SET: %s', (_behaviour, commands, expected) => {
    const reply = run(...commands);

    expect(reply).toBe(expected);
  });

  it.each([
    ['FOO a', "ERR unknown command 'FOO'"],
    ['GET', "ERR wrong number of arguments for 'get' command"],
    ['GET a b', "ERR wrong number of arguments for 'get' command"],
    ['PING a b', "ERR wrong number of arguments for 'ping' command"],
    ['SET k', "ERR wrong number of arguments for 'set' command"],
    ['DBSIZE a', "ERR wrong number of arguments for 'dbsize' command"],
    ['SET k v BOGUS', 'ERR syntax error'],
    ['SET k v NX XX', 'ERR syntax error'],
    ['SET k v EX', 'ERR syntax error'],
    ['SET k v EX 1 PX 1', 'ERR syntax error'],
    ['SET k v KEEPTTL EX 1', 'ERR syntax error'],
    ['SET k v EX 1 KEEPTTL', 'ERR syntax error'],
    ['SET k v EX 0 XX BOGUS', 'ERR syntax error'],
    ['SET k v PX +5', 'ERR value is not an integer or out of range'],
    ['SET k v PX 05', 'ERR value is not an integer or out of range'],
    ['SET k v PX -0', 'ERR value is not an integer or out of range'],
    ['SET k v PX 1.5', 'ERR value is not an integer or out of range'],
    ['SET k v PX 9223372036854775808', 'ERR value is not an integer or out of range'],
    ['SET k v PX 0', "ERR invalid expire time in 'set' command"],
    ['SET k v PX -1', "ERR invalid expire time in 'set' command"],
    ['SET k v PX 9223372036854775807', "ERR invalid expire time in 'set' command"],
    ['SET k v EX 9223372036854775', "ERR invalid expire time in 'set' command"],
    ['EXPIRE k abc', 'ERR value is not an integer or out of range'],
    ['EXPIRE k 9223372036854775', "ERR invalid expire time in 'expire' command"],
    ['EXPIRE k -9223372036854776', "ERR invalid expire time in 'expire' command"],
    ['PEXPIRE k 9223372036854775807', "ERR invalid expire time in 'pexpire' command"],
    ['PEXPIRE k 10 FOO', 'ERR Unsupported option FOO'],
    ['FLUSHALL now', 'ERR syntax error'],
  ])('refuses %s with «%s»', (command, message) => {
    expect(() => run(command)).toThrow(message);
  });

  it('stores nothing when it refuses the options', () => {
    expect(() => run('SET k v PX 0')).toThrow();

    expect(run('EXISTS k')).toBe(0);
  });

  it('refuses an empty command', () => {
    expect(() => execute(store, [])).toThrow('ERR empty command');
  });

  it('counts the time left down and forgets the key after it', () => {
    run('SET k v PX 100');

    now += 100;
    const atTheEnd = run('PTTL k');
    now += 1;
    const after = run('PTTL k');

    expect(atTheEnd).toBe(0);
    expect(after).toBe(-2);
  });

  it('lets NX take a key whose time is over', () => {
    run('SET k v PX 100');
    now += 101;

    const reply = run('SET k w NX');

    expect(reply).toBe('OK');
  });
});
