import { beforeEach, describe, expect, it } from 'vitest';
import { EXTEND_SCRIPT, RELEASE_SCRIPT } from '../../../../lib/clients/redis.ts';
import { execute } from '../../../../local/redis/commands.ts';
import { KNOWN_SCRIPTS } from '../../../../local/redis/scripts.ts';
import { Store } from '../../../../local/redis/store.ts';

let store: Store;

beforeEach(() => {
  store = new Store(() => 1_000_000);
  store.set('lock', { value: 'mine', expiresAt: 1_000_500 });
});

describe('EVAL of the Redis emulator', () => {
  it('knows the scripts of our client, letter for letter', () => {
    const texts = KNOWN_SCRIPTS.map(({ text }) => text);

    expect(texts).toEqual([EXTEND_SCRIPT, RELEASE_SCRIPT]);
  });

  it('extends a lock whose token is given', () => {
    const reply = execute(store, ['EVAL', EXTEND_SCRIPT, '1', 'lock', 'mine', '9000']);

    expect(reply).toBe(1);
    expect(execute(store, ['PTTL', 'lock'])).toBe(9000);
  });

  it.each(['other', '', 'MINE'])('leaves the expiry alone for the token «%s»', (token) => {
    const reply = execute(store, ['EVAL', EXTEND_SCRIPT, '1', 'lock', token, '9000']);

    expect(reply).toBe(0);
    expect(execute(store, ['PTTL', 'lock'])).toBe(500);
  });

  it('releases a lock whose token is given', () => {
    const reply = execute(store, ['EVAL', RELEASE_SCRIPT, '1', 'lock', 'mine']);

    expect(reply).toBe(1);
    expect(execute(store, ['EXISTS', 'lock'])).toBe(0);
  });

  it('releases nothing for another token', () => {
    const reply = execute(store, ['EVAL', RELEASE_SCRIPT, '1', 'lock', 'other']);

    expect(reply).toBe(0);
    expect(execute(store, ['EXISTS', 'lock'])).toBe(1);
  });

  it('takes a missing lock and a missing token for different, as nil and false are in Lua', () => {
    const reply = execute(store, ['EVAL', RELEASE_SCRIPT, '1', 'nothing']);

    expect(reply).toBe(0);
  });

  it('recognises a script whatever its white space', () => {
    const spread = ` ${RELEASE_SCRIPT.replaceAll(' then ', '\n\tthen  ')}\n`;

    const reply = execute(store, ['EVAL', spread, '1', 'lock', 'mine']);

    expect(reply).toBe(1);
  });

  it('names the scripts it knows when it is given another', () => {
    const evaluate = () => execute(store, ['EVAL', 'return 1', '0']);

    expect(evaluate).toThrow(/^ERR .*compare-and-pexpire, compare-and-del/);
  });

  it.each([
    [['-1'], "ERR Number of keys can't be negative"],
    [['2', 'lock'], "ERR Number of keys can't be greater than number of args"],
    [['x'], 'ERR value is not an integer or out of range'],
    [['1', 'lock', 'mine', 'soon'], 'ERR value is not an integer or out of range'],
    [['0'], 'ERR Lua redis lib command arguments must be strings or integers'],
    [['1', 'lock', 'mine'], 'ERR Lua redis lib command arguments must be strings or integers'],
  ])('refuses the arguments %j', (args, message) => {
    expect(() => execute(store, ['EVAL', EXTEND_SCRIPT, ...args])).toThrow(message);
  });
});
