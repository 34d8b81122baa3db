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
