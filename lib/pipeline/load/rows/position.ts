import type { Header } from '../../../csv/header/header.ts';

/**
 * Where a column is that a file must have.
 *
 * @throws Error when nobody looked for it: the header was read in plan, by code with another model
 */
export function positionOf({ columns }: Pick<Header, 'columns'>, name: string): number {
  const position = columns[name];
  if (position === undefined) {
    throw new Error(
      `plan did not look for a column ${name}: the code changed during the run, start a new run`,
    );
  }
  return position;
}
