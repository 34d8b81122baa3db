import type { VNode } from 'preact';
import type { Tick } from './ticks.ts';

/** A bar, what is said of it, and where it leads. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly href: string;
  /** What it is coloured by: a class of the style sheet. */
  readonly kind?: string;
}

interface Props {
  /** What the chart shows, for whoever does not see it. */
  readonly label: string;
  readonly bars: readonly Bar[];
  /** For how many bars there is room: fewer leave some of it empty. */
  readonly slots: number;
  /** What the height of a bar tells, and at the top of the axis how much. */
  readonly unit: string;
  readonly top: number;
  readonly rows: readonly Tick[];
  readonly columns: readonly Tick[];
  /** Pixels at most; the whole width without. */
  readonly width?: number;
}

/** Pixels over the bars for the unit, of the tallest bar, and under them for labels. */
const [OVER, TALLEST, UNDER] = [20, 84, 20];
const BOTTOM = OVER + TALLEST;
const LEAST = 2;

/**
 * A bar chart whose bars are links. It is as wide as there is room: across it is measured in percent, so that texts keep their size.
 */
export function BarChart({ label, bars, slots, unit, top, rows, columns, width }: Props): VNode {
  return (
    <svg class="chart" height={BOTTOM + UNDER} width={width ?? '100%'}>
      <title>{label}</title>
      <text y="10">{unit}</text>
      {rows.map(({ at, text }) => (
        <>
          <line x2="100%" y1={BOTTOM - at * TALLEST} y2={BOTTOM - at * TALLEST} />
          <text class="side" x="-6" y={BOTTOM - at * TALLEST + 4}>
            {text}
          </text>
        </>
      ))}
      {columns.map(({ at, text }) => (
        <text class="below" x={percent(at)} y={BOTTOM + 15}>
          {text}
        </text>
      ))}
      {bars.map(
        ({ label: name, value, href, kind }, index) =>
          value > 0 && (
            <a href={href} aria-label={name}>
              <title>{name}</title>
              <rect
                class="reach"
                x={percent(index / slots)}
                y={OVER}
                width={percent(1 / slots)}
                height={TALLEST}
              />
              <rect
                class={kind}
                x={percent((index + 0.1) / slots)}
                y={BOTTOM - heightOf(value, top)}
                width={percent(0.8 / slots)}
                height={heightOf(value, top)}
              />
            </a>
          ),
      )}
    </svg>
  );
}

const percent = (share: number): string => `${share * 100}%`;

const heightOf = (value: number, top: number): number => Math.max(LEAST, (value / top) * TALLEST);
