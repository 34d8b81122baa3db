const USUAL_WIDTH = 80;

/** How many columns a terminal has; undefined where the output goes anywhere else, and is never cut or broken. */
export function terminalWidth({
  isTTY,
  columns,
}: {
  readonly isTTY?: boolean;
  readonly columns?: number;
}): number | undefined {
  return isTTY === true ? columns || USUAL_WIDTH : undefined;
}
