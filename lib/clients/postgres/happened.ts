import type { Socket } from 'node:net';
import { SessionLostError } from './session-socket.ts';

/**
 * Waits for an event of a socket.
 *
 * @param deadline when it is over, waiting is
 * @returns what the event comes with
 * @throws the socket's error; SessionLostError when it closes before, or is too late
 */
export async function happened(socket: Socket, event: string, deadline: AbortSignal): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const hungUp = () => reject(new SessionLostError('the server hung up'));
  const late = () => reject(new SessionLostError('the server did not answer in time'));
  socket.once(event, resolve).once('error', reject).once('close', hungUp);
  deadline.addEventListener('abort', late);
  if (deadline.aborted) {
    late();
  }
  try {
    return await promise;
  } finally {
    socket.off(event, resolve).off('error', reject).off('close', hungUp);
    deadline.removeEventListener('abort', late);
  }
}
