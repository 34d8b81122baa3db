import * as z from 'zod/mini';
import { type Inputs, ofInput } from './of-input.ts';
import { oncePer } from './once-per.ts';
import { component, described, moment, whole } from './shapes.ts';

/** The states of a part as the API tells them: `stopped` is one whose run ended before it was loaded. */
export const PART_VIEW_STATES = ['pending', 'loading', 'loaded', 'stopped'] as const;

/** How far a run or a part of it is. */
const progressMembers = () => ({
  bytesDone: described(whole(), 'Bytes read so far'),
  bytesTotal: described(whole(), 'Bytes to read'),
  rowsRead: described(whole(), 'Rows read so far'),
  rejected: described(whole(), 'Rows rejected so far'),
});

const part = oncePer((model: Inputs) =>
  component(
    'Part',
    z.object({
      part: described(whole(), 'Its number, from 0'),
      ...ofInput(model),
      state: described(z.enum(PART_VIEW_STATES), 'Its state. `stopped`: its run ended before it was loaded'),
      ...progressMembers(),
      warnings: described(whole(), 'Warnings so far'),
      startedAt: described(z.nullable(moment()), 'When its load began'),
      finishedAt: described(z.nullable(moment()), 'When it was loaded'),
    }),
    'What one call of `load` reads',
  ),
);
export type PartView = z.output<ReturnType<typeof part>>;

/** How far the load of a run is, and each of its parts. */
export const progress = oncePer((model: Inputs) =>
  component(
    'Progress',
    z.object({
      ...progressMembers(),
      parts: described(z.array(part(model)), 'The parts, in the order of their numbers'),
    }),
    'The progress of the load',
  ),
);
