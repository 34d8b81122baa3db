/** The sum of some numbers. */
export const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
