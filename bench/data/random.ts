/** A whole number from 0 to below the one given. */
export type Random = (below: number) => number;

/** Mulberry32 (Tommy Ettinger): 32 bits of state, good enough for test data. */
export function generator(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const HEX = Array.from({ length: 1 << 16 }, (_, value) => value.toString(16).padStart(4, '0'));

/** A UUID of version 4: 122 bits at random. */
export function uuid(random: Random): string {
  const four = () => HEX[random(1 << 16)] ?? '';
  const version = HEX[0x4000 | random(1 << 12)];
  const variant = HEX[0x8000 | random(1 << 14)];
  return `${four()}${four()}-${four()}-${version}-${variant}-${four()}${four()}${four()}`;
}
