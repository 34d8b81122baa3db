import { type Elapsed, type Figures, shareOf, statements } from './figures.ts';

const WIDEST_BAR = 30;
/** A narrower one shows nothing that the percentage does not. */
const NARROWEST_BAR = 8;
const GAP = 2;

/** A line of a terminal: the bar, which is empty where there is no room for it, and what follows. */
export interface BarLine {
  readonly bar: string;
  readonly text: string;
}

/** The live line, at most `width` columns wide: the bar takes what the figures leave, and they are cut when need be. */
export function barLine(figures: Figures, elapsed: Elapsed, width: number): BarLine {
  const text = statements(figures, elapsed).join('  ');
  const room = Math.min(WIDEST_BAR, width - text.length - GAP);
  if (room < NARROWEST_BAR) {
    return { bar: '', text: text.slice(0, Math.max(0, width)) };
  }
  return { bar: barOf(shareOf(figures), room), text: `${' '.repeat(GAP)}${text}` };
}

function barOf(share: number, width: number): string {
  const done = Math.floor(share * width);
  return '█'.repeat(done) + '░'.repeat(width - done);
}

/** The same as a line of a log. */
export function plainLine(figures: Figures, elapsed: Elapsed): string {
  return `  ${statements(figures, elapsed).join(', ')}`;
}
