import { CommandError } from './command-error.ts';
import { type ExpiryUnit, expiryAfter, parseInteger } from './integers.ts';
import { type Reply, runScript } from './scripts.ts';
import { setCommand } from './set-command.ts';
import type { Store } from './store.ts';

/** A command's name and arguments. */
export type Command = readonly string[];

interface Definition {
  /** Fewest and most arguments, the name not counted. */
  readonly arity: readonly [number, number];
  readonly run: (store: Store, args: readonly string[]) => Reply;
}

const ANY = Number.POSITIVE_INFINITY;

/** Semantics and texts of errors are those of Redis 7: https://redis.io/commands. */
const definitions = new Map<string, Definition>([
  ['PING', { arity: [0, 1], run: (_store, [message = 'PONG']) => message }],
  ['GET', { arity: [1, 1], run: (store, [key = '']) => store.get(key)?.value ?? null }],
  ['SET', { arity: [2, ANY], run: setCommand }],
  ['DEL', { arity: [1, ANY], run: (store, keys) => keys.filter((key) => store.delete(key)).length }],
  ['EXISTS', { arity: [1, ANY], run: (store, keys) => keys.filter((key) => store.get(key)).length }],
  ['PTTL', { arity: [1, 1], run: (store, [key = '']) => remaining(store, key) }],
  ['TTL', { arity: [1, 1], run: (store, [key = '']) => inSeconds(remaining(store, key)) }],
  ['PEXPIRE', { arity: [2, ANY], run: (store, args) => expire(store, args, 1n, 'pexpire') }],
  ['EXPIRE', { arity: [2, ANY], run: (store, args) => expire(store, args, 1000n, 'expire') }],
  ['EVAL', { arity: [2, ANY], run: evaluate }],
  ['DBSIZE', { arity: [0, 0], run: (store) => store.size }],
  ['FLUSHALL', { arity: [0, ANY], run: flushAll }],
]);

/** Runs one command. Nothing can run in between: commands are synchronous. Throws CommandError. */
export function execute(store: Store, command: Command): Reply {
  return definitionOf(command).run(store, command.slice(1));
}

/** Throws CommandError when the command is unknown or has too few or too many arguments: what MULTI refuses. */
export function requireKnown(command: Command): void {
  definitionOf(command);
}

function definitionOf([name, ...args]: Command): Definition {
  if (name === undefined) {
    throw new CommandError('ERR empty command');
  }
  const definition = definitions.get(name.toUpperCase());
  if (definition === undefined) {
    throw new CommandError(`ERR unknown command '${name.slice(0, 128)}'`);
  }
  const [fewest, most] = definition.arity;
  if (args.length < fewest || args.length > most) {
    throw new CommandError(`ERR wrong number of arguments for '${name.toLowerCase()}' command`);
  }
  return definition;
}

/** Milliseconds left; -2 when there is no such key, -1 when it has no expiry. */
function remaining(store: Store, key: string): number {
  const entry = store.get(key);
  if (entry === undefined) {
    return -2;
  }
  return entry.expiresAt === undefined ? -1 : Math.max(0, entry.expiresAt - store.now());
}

/** TTL rounds half a second up. */
function inSeconds(ms: number): number {
  return ms < 0 ? ms : Math.floor((ms + 500) / 1000);
}

/** EXPIRE and PEXPIRE without NX, XX, GT and LT. A time that has come already deletes the key. */
function expire(store: Store, args: readonly string[], unit: ExpiryUnit, command: string): number {
  const [key = '', amount = '', option] = args;
  if (option !== undefined) {
    throw new CommandError(`ERR Unsupported option ${option}`);
  }
  const expiresAt = expiryAfter(store.now(), parseInteger(amount), unit, command);
  const entry = store.get(key);
  if (entry === undefined) {
    return 0;
  }
  if (expiresAt <= store.now()) {
    store.delete(key);
  } else {
    store.set(key, { value: entry.value, expiresAt });
  }
  return 1;
}

/** EVAL script numkeys key… arg… */
function evaluate(store: Store, [script = '', count = '', ...rest]: readonly string[]): Reply {
  const keyCount = parseInteger(count);
  if (keyCount < 0n) {
    throw new CommandError("ERR Number of keys can't be negative");
  }
  if (keyCount > rest.length) {
    throw new CommandError("ERR Number of keys can't be greater than number of args");
  }
  const keys = rest.slice(0, Number(keyCount));
  const argv = rest.slice(Number(keyCount));
  return runScript(script, keys, argv, (command) => execute(store, requireStrings(command)));
}

/** In Lua a missing KEYS or ARGV member is nil, which redis.call refuses. */
function requireStrings(command: readonly (string | undefined)[]): Command {
  return command.map((word) => {
    if (word === undefined) {
      throw new CommandError('ERR Lua redis lib command arguments must be strings or integers');
    }
    return word;
  });
}

function flushAll(store: Store, [mode, ...more]: readonly string[]): Reply {
  if (more.length > 0 || (mode !== undefined && !/^a?sync$/i.test(mode))) {
    throw new CommandError('ERR syntax error');
  }
  store.clear();
  return 'OK';
}
