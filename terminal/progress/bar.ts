import { clock, grouped } from '../texts.ts';
import { visible } from '../visible.ts';
import {
  bytesOf,
  type Elapsed,
  type Figures,
  percentOf,
  remainingMs,
  shareOf,
  statements,
} from './figures.ts';

/** Names of inputs and of steps; a longer one moves what follows. */
const PHASE_WIDTH = 11;
const WIDEST_BAR = 30;
/** A narrower one shows nothing that the percentage does not. */
const NARROWEST_BAR = 8;
const GAP = '  ';

/** A line of a terminal: the bar, which is empty where there is no room for it, and what follows. */
export interface BarLine {
  readonly bar: string;
  readonly text: string;
}

/** A part of the text. It keeps its width while its figures grow, so that nothing beside it moves. */
interface Part {
  readonly width: number;
  readonly align: 'left' | 'right';
  /** Left out on a terminal of 80 columns: the percentage says as much. */
  readonly isExtra?: boolean;
  readonly text: (figures: Figures, elapsed: Elapsed) => string;
}

const PARTS: readonly Part[] = [
  { width: '100 %'.length, align: 'right', text: percentOf },
  { width: '9999.9/9999.9 MB'.length, align: 'right', isExtra: true, text: bytesOf },
  { width: '99,999,999 rows'.length, align: 'right', text: ({ rows }) => `${grouped(rows)} rows` },
  {
    width: '9,999 rejected'.length,
    align: 'right',
    text: ({ rejected }) => `${grouped(rejected)} rejected`,
  },
  { width: PHASE_WIDTH, align: 'left', text: ({ phase }) => visible(phase) },
  { width: '59:59'.length, align: 'right', text: (_figures, { totalMs }) => clock(totalMs) },
  {
    width: 'ETA 59:59'.length,
    align: 'left',
    text: (figures, elapsed) => {
      const remaining = remainingMs(figures, elapsed);
      return remaining === undefined ? '' : `ETA ${clock(remaining)}`;
    },
  },
];
const USUAL_PARTS = PARTS.filter(({ isExtra }) => isExtra !== true);

/**
 * The live line, at most `width` columns wide. How long the bar is follows from the width alone: while the figures grow it keeps
 * its length and its place.
 */
export function barLine(figures: Figures, elapsed: Elapsed, width: number): BarLine {
  const parts = roomBeside(PARTS, width) >= NARROWEST_BAR ? PARTS : USUAL_PARTS;
  const text = parts
    .map((part) => {
      const own = part.text(figures, elapsed);
      return part.align === 'left' ? own.padEnd(part.width) : own.padStart(part.width);
    })
    .join(GAP);
  const room = Math.min(WIDEST_BAR, roomBeside(parts, width));
  if (room < NARROWEST_BAR) {
    return { bar: '', text: text.trimEnd().slice(0, Math.max(0, width)) };
  }
  return { bar: barOf(shareOf(figures), room), text: `${GAP}${text}`.slice(0, width - room).trimEnd() };
}

/** The columns that the parts leave. */
function roomBeside(parts: readonly Part[], width: number): number {
  return parts.reduce((room, part) => room - GAP.length - part.width, width);
}

function barOf(share: number, width: number): string {
  const done = Math.floor(share * width);
  return '█'.repeat(done) + '░'.repeat(width - done);
}

/** The same as a line of a log. */
export function plainLine(figures: Figures, elapsed: Elapsed): string {
  return `  ${statements(figures, elapsed).join(', ')}`;
}
