import fc from 'fast-check';

/** The greatest id, 2^63 - 1. */
export const MAX_ID = 2n ** 63n - 1n;

/** Ids as files have them: dense, sparse, beyond 32 and 53 bits, and at the edges. */
export const anyId = fc.oneof(
  fc.bigInt({ min: 0n, max: 20n }),
  fc.bigInt({ min: 0n, max: 2n ** 32n }),
  fc.bigInt({ min: 2n ** 53n - 5n, max: 2n ** 53n + 5n }),
  fc.bigInt({ min: 0n, max: MAX_ID }),
  fc.constantFrom(0n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, MAX_ID - 1n, MAX_ID),
);
