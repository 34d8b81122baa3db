// How many slots and references there is room for: lib/aggregation/kernel/kernel-options.ts asks, and refuses more.

/** Each takes 16 bytes for every owner. */
export const MAX_SLOTS: u32 = 256;
/** Each takes 17 MB of addresses, of which memory is only what is written to. */
export const MAX_REFERENCES: u32 = 16;

export function slotLimit(): u32 {
  return MAX_SLOTS;
}
export function referenceLimit(): u32 {
  return MAX_REFERENCES;
}
