import type { RunDetail } from '../../../../lib/schemas/run.ts';

type Folders = Pick<RunDetail, 'location' | 'nextLocation'>;

/** Whether the next run reads another folder than this one: then this one's numbers say nothing about it. */
export const readsOther = ({ location, nextLocation }: Folders): boolean =>
  location !== null && location !== nextLocation;

/** Which folder the next run reads. @example 'The next run reads data, this one read /tmp/ten.' */
export function nextFolderText(run: Folders): string {
  const next = `The next run reads ${run.nextLocation}`;
  return readsOther(run) ? `${next}, this one read ${run.location}.` : `${next}.`;
}
