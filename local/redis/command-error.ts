/** An error reply of Redis: the message is its text, prefix (`ERR`) included. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
