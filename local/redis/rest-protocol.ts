import { CommandError } from './command-error.ts';
import { type Command, execute, requireKnown } from './commands.ts';
import type { Reply } from './scripts.ts';
import type { Store } from './store.ts';

/** An HTTP status and the JSON value of the body. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Result = { readonly result: Reply } | { readonly error: string };

/** How string results are written: as they are, or as base64 of their UTF-8 bytes. */
export type Encoding = 'plain' | 'base64';

/** The three endpoints of https://upstash.com/docs/redis/features/restapi that take JSON, by their path. */
const endpoints = new Map([
  ['/', answerCommand],
  ['/pipeline', answerPipeline],
  ['/multi-exec', answerTransaction],
]);

/**
 * Answers a POST of `text` to `path`: `/` takes one command as a JSON array and answers 200 `{result}` or 400
 * `{error}`; `/pipeline` takes an array of commands and answers 200 with one of these for each; `/multi-exec` does the
 * same as one unit, or answers 400 `{error}` having done nothing when a command is unknown or misses arguments.
 */
export function answerRequest(store: Store, path: string, text: string, encoding: Encoding): Answer {
  const endpoint = endpoints.get(path);
  if (endpoint === undefined) {
    const known = [...endpoints.keys()].join(', ');
    return failure(404, `ERR this emulator has no endpoint at this path: use POST to ${known}`);
  }
  return endpoint(store, parseJson(text), encoding);
}

/** An answer with the error member that every failure has. */
export function failure(status: number, error: string): Answer {
  return { status, body: { error } };
}

function answerCommand(store: Store, body: unknown, encoding: Encoding): Answer {
  const command = readCommand(body);
  if (command === undefined) {
    return failure(400, 'ERR failed to parse command');
  }
  const result = attempt(store, command, encoding);
  return { status: 'error' in result ? 400 : 200, body: result };
}

function answerPipeline(store: Store, body: unknown, encoding: Encoding): Answer {
  const commands = readCommands(body);
  if (commands === undefined) {
    return failure(400, 'ERR failed to parse pipeline request');
  }
  return { status: 200, body: commands.map((command) => attempt(store, command, encoding)) };
}

function answerTransaction(store: Store, body: unknown, encoding: Encoding): Answer {
  const commands = readCommands(body);
  if (commands === undefined) {
    return failure(400, 'ERR failed to parse transaction request');
  }
  try {
    commands.forEach(requireKnown);
  } catch (error) {
    return failure(400, errorText(error));
  }
  return { status: 200, body: commands.map((command) => attempt(store, command, encoding)) };
}

function attempt(store: Store, command: Command, encoding: Encoding): Result {
  try {
    return { result: encode(execute(store, command), encoding) };
  } catch (error) {
    return { error: errorText(error) };
  }
}

/** The text of an error reply; anything but a CommandError is a fault of ours and thrown on. */
function errorText(error: unknown): string {
  if (error instanceof CommandError) {
    return error.message;
  }
  throw error;
}

/** Upstash leaves OK as it is, everywhere, and encodes every other string. */
function encode(reply: Reply, encoding: Encoding): Reply {
  if (encoding === 'plain' || typeof reply !== 'string' || reply === 'OK') {
    return reply;
  }
  return Buffer.from(reply, 'utf8').toString('base64');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readCommands(body: unknown): readonly Command[] | undefined {
  if (!Array.isArray(body)) {
    return undefined;
  }
  const commands = body.map(readCommand).filter((command) => command !== undefined);
  return commands.length === body.length ? commands : undefined;
}

/** A command's words as strings; undefined when it is no array of strings, numbers and booleans. */
function readCommand(body: unknown): Command | undefined {
  if (!Array.isArray(body)) {
    return undefined;
  }
  const words = body.map(readWord).filter((word) => word !== undefined);
  return words.length === body.length ? words : undefined;
}

function readWord(word: unknown): string | undefined {
  // Redis keeps bytes: a lone surrogate has none in UTF-8, so it is replaced on the way in, not on the way out.
  if (typeof word === 'string') {
    return word.toWellFormed();
  }
  return typeof word === 'number' || typeof word === 'boolean' ? String(word) : undefined;
}
