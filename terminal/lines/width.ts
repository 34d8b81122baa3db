const USUAL_WIDTH = 80;

/** In less room a sentence can't be read. */
const LEAST_WIDTH = 40;

/** How wide lines may be there: a number of columns on a terminal, undefined in a file or a pipe, where nothing is wrapped. */
export function terminalWidth({
  isTTY,
  columns,
}: {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}): number | undefined {
  return isTTY === true ? Math.max(columns || USUAL_WIDTH, LEAST_WIDTH) : undefined;
}
