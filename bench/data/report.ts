import type { Measured } from './measure.ts';

/** What was measured in one case, as `--json` writes it. */
export interface Report {
  readonly title: string;
  /** What is special about it, in a few words. */
  readonly about?: string;
  readonly rows: number;
  readonly users: number;
  readonly rounds: number;
  /** Of the file of experiments. */
  readonly bytes: number;
  /** Beginnings of the names of those that were not measured, each with the reason. */
  readonly leftOut?: Readonly<Record<string, string>>;
  readonly measured: readonly Measured[];
}

/** Prints medians, throughput, peak memory and ratios as a table. */
export function print({ title, about, rows, users, rounds, bytes, leftOut = {}, measured }: Report): void {
  const size = `${Math.round(bytes / 1e6)} MB`;
  console.log(
    `\n${title}${about ? ` (${about})` : ''}: ${rows} rows, ${users} users, ${size}; medians of ${rounds}, process start left out`,
  );
  for (const { name, ms, rss, steps, ratio, beside, isSame } of measured) {
    const cells = [
      `${ms} ms`.padStart(9),
      `${Math.round(bytes / 1e3 / ms)} MB/s`.padStart(11),
      (rss > 0 ? `${rss} MB` : '').padStart(9),
    ];
    const result = isSame === false ? '   OTHER RESULT' : '';
    const compared =
      beside === undefined ? `ours/this ${ratio.toFixed(2)}` : `${(ms / beside).toFixed(2)} of ${beside} ms`;
    console.log(`  ${name.padEnd(38)}${cells.join('')}   ${compared}${result}`);
    if (steps) {
      console.log(
        `    ${Object.entries(steps)
          .map(([step, time]) => `${step} ${time}`)
          .join(', ')} ms`,
      );
    }
  }
  const names = Object.entries(leftOut).map(([name, reason]) => `${name} (${reason})`);
  if (names.length > 0) {
    console.log(`  left out: ${names.join('; ')}`);
  }
}
