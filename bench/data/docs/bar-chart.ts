import type { Measured } from '../measure.ts';
import type { Report } from '../report.ts';
import { short } from './short.ts';

const WIDTH = 760;
const LABEL_WIDTH = 260;
const FIGURE_WIDTH = 190;
const ROW = 28;
const TOP = 46;
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600 }
  .figure { fill: #57606a }
  .ours { fill: #0969da }
  .peer { fill: #afb8c1 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .figure { fill: #9198a1 }
    .ours { fill: #4493f8 }
    .peer { fill: #656c76 }
  }`;

/** A report as bars, in SVG: colours follow the reader's theme; names and figures are text. */
export function barChart({ title, rows, users, rounds, bytes, measured }: Report): string {
  const longest = Math.max(...measured.map(({ ms }) => ms));
  const scale = (WIDTH - LABEL_WIDTH - FIGURE_WIDTH) / longest;
  const heading = `${title}: ${short(rows)} rows, ${short(users)} users, ${Math.round(bytes / 1e6)} MB`;
  const bars = measured.map((one, index) => bar(one, TOP + index * ROW, Math.max(1, one.ms * scale)));
  const height = TOP + measured.length * ROW + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(heading)}">
<style>${STYLE}
</style>
<text class="title" x="8" y="20">${escaped(heading)}</text>
<text class="figure" x="8" y="37">milliseconds, medians of ${rounds} in turn; less is better</text>
${bars.join('\n')}
</svg>
`;
}

function bar({ name, ms, rss, ratio }: Measured, y: number, width: number): string {
  const kind = name.startsWith('ours') ? 'ours' : 'peer';
  const memory = rss > 0 ? `, ${rss} MB` : '';
  const beside = kind === 'ours' ? '' : `, ours/this ${ratio.toFixed(2)}`;
  return `<text x="8" y="${y + 17}">${escaped(name)}</text>
<rect class="${kind}" x="${LABEL_WIDTH}" y="${y + 4}" width="${width.toFixed(1)}" height="18" rx="2"/>
<text class="figure" x="${(LABEL_WIDTH + width + 8).toFixed(1)}" y="${y + 17}">${ms}${memory}${beside}</text>`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
