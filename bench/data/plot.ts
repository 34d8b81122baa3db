/**
 * Draws what `./run.sh bench data --json FILE` wrote as bar charts: plot.ts FILE …. Each report becomes
 * docs/img/performance-<title>-<rows>-<users>.svg. Colours follow the reader's theme; names and figures are text.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from './measure.ts';
import type { Report } from './report.ts';

const FOLDER = join(import.meta.dirname, '../../docs/img');
const WIDTH = 760;
const LABEL_WIDTH = 250;
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

function chart({ title, rows, users, rounds, bytes, measured }: Report): string {
  const longest = Math.max(...measured.map(({ ms }) => ms));
  const scale = (WIDTH - LABEL_WIDTH - FIGURE_WIDTH) / longest;
  const heading = `${title}: ${millions(rows)} rows, ${millions(users)} users, ${Math.round(bytes / 1e6)} MB`;
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

const millions = (count: number) => (count >= 1e6 ? `${count / 1e6}M` : `${count / 1e3}k`);
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

for (const file of process.argv.slice(2)) {
  for (const report of JSON.parse(readFileSync(file, 'utf8')) as Report[]) {
    const name = `${report.title} ${millions(report.rows)} ${millions(report.users)}`
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-');
    const target = join(FOLDER, `performance-${name}.svg`);
    writeFileSync(target, chart(report));
    console.log(target);
  }
}
