import { isDiskFull } from './disk-full.ts';

/** What is said of an error of the system, by its code. Each gets what stands in the error, and says what to do. */
const TEXTS: Readonly<Record<string, (error: NodeJS.ErrnoException) => string>> = {
  EACCES: ({ path, syscall }) =>
    `This user may not ${verbOf(syscall)} ${path ?? 'that'}: give it the right to, or choose another place (see .env.example).`,
  EPERM: ({ path, syscall }) =>
    `This user may not ${verbOf(syscall)} ${path ?? 'that'}: the system does not allow it.`,
  EROFS: ({ path }) =>
    `${path ?? 'The folder'} is on a disk that can only be read: choose another place (see .env.example).`,
  ENOENT: ({ path }) => `There is no file or folder ${path ?? 'of that name'}.`,
  ENOTDIR: ({ path }) => `${path ?? 'That'} is no folder, or is below a file.`,
  EISDIR: ({ path }) => `${path ?? 'That'} is a folder, and should be a file.`,
  EMFILE: () => 'Too many files are open: raise the limit (ulimit -n), then start again.',
  EADDRINUSE: (error) =>
    `Port ${portOf(error)} is in use: stop the program that holds it, or choose another port (see .env.example).`,
  ECONNREFUSED: (error) => `Nothing listens on port ${portOf(error)}: ./run.sh status says what is running.`,
  ECONNRESET: () => 'The connection was closed in the middle: ./run.sh status says what is running.',
  CONNECTION_CLOSED: () => 'The database closed the connection: ./run.sh status says what is running.',
  ETIMEDOUT: () => 'There was no answer in time: ./run.sh status says what is running.',
};

/** Of a request that took too long; a class of its own in Node. */
const TIMEOUT = 'There was no answer in time: ./run.sh status says what is running.';

/**
 * An error as a line for a person: what was seen and what to do. The system's own text is never all that is said; it follows
 * in brackets, for whoever wants to search for it. An error of ours is its message.
 */
export function describeError(error: unknown): string {
  if (isDiskFull(error)) {
    return `The disk is full (${messageOf(error)}): make room where the state folder is (ETL_STATE_DIR, else .local), or set that to a folder on another disk.`;
  }
  const found = systemErrorIn(error);
  const text = found?.code === undefined ? undefined : TEXTS[found.code];
  if (found && text) {
    return `${text(found)} (${messageOf(found) || found.code})`;
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return TIMEOUT;
  }
  // Of a fetch, with a reason that is not in the table.
  return error instanceof TypeError && error.cause !== undefined
    ? `There was no connection (${messageOf(error.cause)}): ./run.sh status says what is running.`
    : messageOf(error);
}

/** The system's error: it may be what caused another, as of a fetch that failed, or one of several attempts. */
function systemErrorIn(error: unknown): NodeJS.ErrnoException | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const { code }: NodeJS.ErrnoException = error;
  if (code !== undefined && Object.hasOwn(TEXTS, code) && isRaw(error)) {
    return error;
  }
  const [firstAttempt]: unknown[] = error instanceof AggregateError ? error.errors : [];
  return systemErrorIn(firstAttempt) ?? (isRaw(error) ? systemErrorIn(error.cause) : undefined);
}

/** An error of one of our own classes has words of its own. */
function isRaw({ name }: Error): boolean {
  return ['Error', 'TypeError', 'AggregateError'].includes(name);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function portOf(error: Error): string {
  return 'port' in error ? String(error.port) : 'that it needs';
}

function verbOf(syscall: string | undefined): string {
  const verbs: Readonly<Record<string, string>> = {
    open: 'open',
    mkdir: 'make',
    unlink: 'delete',
    rm: 'delete',
    rmdir: 'delete',
    scandir: 'list',
    listen: 'listen on',
  };
  return verbs[syscall ?? ''] ?? 'use';
}
