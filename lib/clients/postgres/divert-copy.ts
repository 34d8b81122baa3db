import { CopyMessages, type CopyReaders } from './copy-messages.ts';
import type { SessionSocket } from './session-socket.ts';

/**
 * Takes rows out of what a session says, until there are no more; also what says that rows come, or may come.
 *
 * @returns gives the socket back to the driver, if `end` has not been told
 */
export function divertCopy(
  socket: SessionSocket,
  { rows, end }: Pick<CopyReaders, 'rows' | 'end'>,
): () => void {
  const giveBack = socket.divert((driver) => {
    const messages = new CopyMessages({
      ...{ rows, driver },
      end: (isFailed) => {
        giveBack();
        end(isFailed);
      },
    });
    return (bytes) => messages.take(bytes);
  });
  return giveBack;
}
