/** A label of an axis. @param at where it stands: 0 is at the left or the bottom, 1 at the right or the top */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

const ROUND = [1, 2, 3, 4, 5, 6, 8, 10];

/** The least round number that is not less: 1, 2, 3, 4, 5, 6 or 8 of a power of ten. @param greatest greater than 0 */
export function roundTop(greatest: number): number {
  const power = 10 ** Math.floor(Math.log10(greatest));
  return (ROUND.find((step) => step * power >= greatest) ?? 10) * power;
}

/** The labels of the axis of heights: none, half of it where that is a whole number, and all. */
export function heightTicks(top: number, text: (value: number) => string): Tick[] {
  return [0, 0.5, 1].filter((at) => Number.isInteger(at * top)).map((at) => ({ at, text: text(at * top) }));
}

const STRIDES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/** Characters that there is room for below a chart that is as narrow as any. */
const ROOM = 34;

/** Every how many of these labels there is room for: two of them at least, if there are. */
export function strideOf(labels: readonly string[]): number {
  const longest = Math.max(...labels.map(({ length }) => length)) + 2;
  const most = Math.max(2, Math.floor(ROOM / longest));
  return STRIDES.find((stride) => labels.length / stride <= most) ?? labels.length;
}
