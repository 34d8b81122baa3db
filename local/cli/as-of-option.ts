const DAY_MS = 86_400_000;

/**
 * What is wrong with `--as-of`; undefined when nothing is. The API would refuse it, too; told here, nothing has been started
 * for it.
 *
 * @param now the time by which a date is ahead
 */
export function asOfRefusal(
  asOf: string | undefined,
  acceptFutureDate: boolean | undefined,
  now: Date = new Date(),
): string | undefined {
  if (asOf === undefined) {
    return undefined;
  }
  if (!isDate(asOf)) {
    return `--as-of must be a date YYYY-MM-DD, not "${asOf}".`;
  }
  const tomorrow = dayOf(new Date(now.getTime() + DAY_MS));
  if (asOf <= tomorrow || acceptFutureDate) {
    return undefined;
  }
  return `--as-of ${asOf} is more than a day ahead of ${dayOf(now)} (UTC). If that is intended, add --accept-future-date.`;
}

/** The day of a moment, UTC. */
function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Dates that don't exist roll over into the next month, and so come back different. PostgreSQL has no year 0000. */
function isDate(text: string): boolean {
  const date = /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && dayOf(date) === text;
}
