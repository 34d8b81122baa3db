import { CommandError } from './command-error.ts';

/** What a command answers: our commands have no arrays among their replies. */
export type Reply = string | number | null;

/** Runs one command from inside a script. */
export type Call = (command: readonly (string | undefined)[]) => Reply;

interface KnownScript {
  readonly name: string;
  readonly text: string;
  /** The script's meaning; keys and argv count from 0, Lua's KEYS and ARGV from 1. */
  readonly run: (call: Call, keys: readonly string[], argv: readonly string[]) => Reply;
}

/** The scripts of lib/clients/redis.ts, which may not be imported here; a unit test holds the two copies equal. */
export const KNOWN_SCRIPTS: readonly KnownScript[] = [
  {
    name: 'compare-and-pexpire',
    text: "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end",
    run: (call, [key], [token, ttl]) => (call(['get', key]) === token ? call(['pexpire', key, ttl]) : 0),
  },
  {
    name: 'compare-and-del',
    text: "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end",
    run: (call, [key], [token]) => (call(['get', key]) === token ? call(['del', key]) : 0),
  },
];

const byText = new Map(KNOWN_SCRIPTS.map((script) => [normalise(script.text), script]));

/**
 * Runs the script with this text. There is no Lua interpreter here: a script is recognised by its text, runs of
 * white space counting as one space. Throws CommandError, naming the known scripts, for any other.
 */
export function runScript(text: string, keys: readonly string[], argv: readonly string[], call: Call): Reply {
  const script = byText.get(normalise(text));
  if (script === undefined) {
    const names = KNOWN_SCRIPTS.map(({ name }) => name).join(', ');
    throw new CommandError(
      `ERR this emulator has no Lua interpreter: it knows only the scripts ${names} (local/redis/scripts.ts)`,
    );
  }
  return script.run(call, keys, argv);
}

function normalise(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
