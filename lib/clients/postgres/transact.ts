import type { Session, Statements } from './session.ts';

/**
 * Does work in a transaction, which has the session for itself: commits when the work returns, rolls back when it throws.
 * Not the driver's own `begin`: its rollback of a lost session ends the process (docs/decisions/015).
 *
 * @throws what the work throws; SessionLostError; an Error when the work hid that a statement of it had failed
 */
export async function transact<T>(
  session: Session,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const { statements } = session;
  await statements.unsafe('BEGIN');
  const result = await work(statements).catch(async (error: unknown) => {
    if (!session.isOver) {
      await rollBack(session);
    }
    throw session.explain(error);
  });
  const { command } = await statements.unsafe('COMMIT');
  if (command !== 'COMMIT') {
    throw new Error('the transaction was rolled back, since a statement of it failed');
  }
  return result;
}

async function rollBack(session: Session): Promise<void> {
  try {
    await session.statements.unsafe('ROLLBACK');
  } catch {
    // Whatever is left of the transaction must not become part of the next one.
    session.giveUp('its transaction could not be rolled back');
  }
}
