/** Some work took longer than it may. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';

  constructor() {
    super('time-out');
  }
}

/**
 * Waits for work, but no longer than it may take; what becomes of it afterwards is nobody's concern.
 *
 * @throws TimeLimitError, or what the work threw in time
 */
export async function withinMs<T>(work: PromiseLike<T>, ms: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimeLimitError()), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
