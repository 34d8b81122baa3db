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

/** Ids that are texts, as files have them: codes, UUIDs, names with other letters, one the start of another, the longest there are. */
export const anyTextId = fc.oneof(
  fc.nat(20).map((number) => `U${String(number).padStart(3, '0')}`),
  fc.uuid(),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => text.replaceAll('\0', '0')),
  fc.nat(40).map((length) => 'x'.repeat(length + 1)),
  fc.constantFrom('a', 'A', 'ä', '€', '🙂', 'z'.repeat(255)),
);
