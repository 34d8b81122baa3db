// How many slots and references there is room for: lib/aggregation/kernel/kernel-options.ts asks, and refuses more.

/** Each takes 16 bytes for every owner. */
export const MAX_SLOTS: u32 = 256;
/** Each takes 1 MB of addresses, of which memory is only what is written to, and more as ids come. */
export const MAX_REFERENCES: u32 = 16;
/** Columns of integers that accumulators see: 33 or 36 KB each. */
export const MAX_SHOWN: u32 = 64;

export function slotLimit(): u32 {
  return MAX_SLOTS;
}
export function referenceLimit(): u32 {
  return MAX_REFERENCES;
}
export function shownLimit(): u32 {
  return MAX_SHOWN;
}
