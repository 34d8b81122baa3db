/** Errors of the system and of PostgreSQL (class 53) that say it by a code. */
const CODES: readonly unknown[] = ['ENOSPC', 'EDQUOT', '53100'];
/** What programs that we start print. */
const TEXT = /no space left on device|disk quota exceeded/i;

/** Whether something failed since a disk is full, or what this user may have of it. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const { code } = error as NodeJS.ErrnoException;
  return CODES.includes(code) || TEXT.test(error.message) || isDiskFull(error.cause);
}

/**
 * An error as a line for a person; of a full disk it says what to do.
 */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!isDiskFull(error)) {
    return text;
  }
  return `The disk is full (${text}): free some space where the state folder is (ETL_STATE_DIR, by default .local), or set ETL_STATE_DIR to a folder on another disk.`;
}
