/** A bar of a chart: what it is called, how long it is, and what is said of it. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly kind?: string;
}

const HEIGHT = 72;
/** Of a hundred: two bars do not fill the page. */
const WIDEST = 10;

/** A bar chart. Whoever does not see it has the same in a table after it. */
export function Bars({ bars, label }: { readonly bars: readonly Bar[]; readonly label: string }) {
  const greatest = Math.max(1, ...bars.map(({ value }) => value));
  const width = Math.min(WIDEST, 100 / Math.max(1, bars.length));
  return (
    <svg class="bars" viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {bars.map(({ label: name, value, kind }, index) => {
        const height = value === 0 ? 0 : Math.max(1.5, (value / greatest) * HEIGHT);
        return (
          <rect
            class={kind}
            x={index * width + width * 0.08}
            y={HEIGHT - height}
            width={width * 0.84}
            height={height}
          >
            <title>{name}</title>
          </rect>
        );
      })}
    </svg>
  );
}
