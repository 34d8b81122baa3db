import type { RunSummary } from '../../../../lib/schemas/run.ts';
import { BarChart } from '../../charts/bar-chart.tsx';
import { heightTicks, roundTop, type Tick } from '../../charts/ticks.ts';
import { lookOf, StateBadge } from '../../controls/state-badge.tsx';
import { formatDuration } from '../../format.ts';
import { runHash } from '../../routes.ts';

/** There is room for so many runs, so that two do not fill the page. */
const FEWEST_SLOTS = 7;
const SLOT_PIXELS = 45;
/** So many labels have room below the chart on a narrow screen. */
const MOST_LABELS = 5;

/** How long runs took, the oldest first, in the colours of their states: each bar leads to its run. */
export function Durations({ runs }: { readonly runs: readonly RunSummary[] }) {
  const ended = runs
    .filter(({ durationMs }) => durationMs !== null)
    .toSorted((one, other) => momentOf(one).localeCompare(momentOf(other)));
  if (ended.length < 2) {
    return null;
  }
  const bars = ended.map((run) => ({
    label: `${run.runId}, ${lookOf(run)}: ${formatDuration(run.durationMs)}`,
    value: Math.max(1, run.durationMs ?? 0),
    kind: lookOf(run),
    href: runHash(run.runId),
  }));
  const slots = Math.max(bars.length, FEWEST_SLOTS);
  const top = topOf(Math.max(...bars.map(({ value }) => value)));
  return (
    <figure class="durations">
      <BarChart
        label={`Durations of ${bars.length} runs, the oldest first; the table below has them all`}
        bars={bars}
        slots={slots}
        unit="Duration"
        top={top}
        rows={heightTicks(top, axisText)}
        columns={timeTicks(ended, slots)}
        width={slots * SLOT_PIXELS}
      />
      <figcaption class="row">
        {[...new Map(ended.map((run) => [lookOf(run), run])).values()].map((run) => (
          <StateBadge run={run} />
        ))}
        <span>{daysOf(ended)}</span>
      </figcaption>
    </figure>
  );
}

const momentOf = ({ startedAt, queuedAt }: RunSummary): string => startedAt ?? queuedAt ?? '';

/** The units that durations are written in, in milliseconds: the top of the axis is round in the one that it is in. */
const UNITS = [3_600_000, 60_000, 1000];

function topOf(longest: number): number {
  const unit = UNITS.find((one) => longest >= one) ?? 1;
  return roundTop(longest / unit) * unit;
}

/** A round duration in little room: `4 s`, `10 min`, `2 min 30 s`. */
const axisText = (ms: number): string =>
  ms === 0 ? '0' : formatDuration(ms).replace(/\.0(?= )| 00 \w+$/, '');

/** When runs began, where there is room for it: the time, or the day when they are of several days. */
function timeTicks(runs: readonly RunSummary[], slots: number): Tick[] {
  const form = areOfOneDay(runs) ? TIME : DAY;
  const stride = Math.ceil(slots / MOST_LABELS);
  const ticks = runs.map((run, index) => ({
    at: (index + 0.5) / slots,
    text: form.format(Date.parse(momentOf(run))),
  }));
  return ticks.filter(({ text }, index) => index % stride === 0 && text !== ticks[index - stride]?.text);
}

const UTC = { timeZone: 'UTC' } as const;
const TIME = new Intl.DateTimeFormat('en-GB', { ...UTC, hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { ...UTC, day: 'numeric', month: 'short' });

const dayOf = (run: RunSummary | undefined): string => (run ? momentOf(run).slice(0, 10) : '');

const areOfOneDay = (runs: readonly RunSummary[]): boolean => dayOf(runs[0]) === dayOf(runs.at(-1));

/** What the axis of time shows. */
function daysOf(runs: readonly RunSummary[]): string {
  const [first, last] = [dayOf(runs[0]), dayOf(runs.at(-1))];
  return `Started ${first === last ? `on ${first}` : `from ${first} to ${last}`}, UTC`;
}
