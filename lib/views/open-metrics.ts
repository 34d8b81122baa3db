import type { RequestDatabase } from '../clients/request-database.ts';
import type { Model } from '../model/model.ts';
import { type RunMetrics, readRunMetrics } from '../store/runs/run-metrics.ts';
import { COUNT_NAMES, RUN_STATES } from '../store/runs/runs.ts';
import { rowsAfter } from './run-result.ts';

/** The media type of what openMetrics makes. */
export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** The state of the pipeline as openMetrics tells it. @throws DatabaseUnavailableError */
export async function readMetrics({
  database,
  model,
}: {
  readonly database: RequestDatabase;
  readonly model: Pick<Model, 'table'>;
}): Promise<string> {
  return openMetrics(await database.ask(readRunMetrics), model);
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * The state of the pipeline in the text format of OpenMetrics 1.0, all of them gauges. What is not known yet has no sample:
 * an alert on a run that is overdue must not take "never" for 1970.
 */
export function openMetrics(
  { lastRun, lastSuccess, runs }: RunMetrics,
  { table }: Pick<Model, 'table'>,
): string {
  const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;
  const families = [
    gauge(
      'etl_last_success_timestamp_seconds',
      'When the last successful run was published',
      lastSuccess?.finishedAt ? [{ value: lastSuccess.finishedAt.getTime() / 1000 }] : [],
    ),
    gauge(
      'etl_last_success_duration_seconds',
      'From queued to published, of the last successful run',
      lastSuccess?.finishedAt ? [{ value: seconds(lastSuccess.queuedAt, lastSuccess.finishedAt) }] : [],
    ),
    gauge(
      'etl_last_success_rows',
      'Rows of the files (read, loaded, rejected, warnings) and of the table (the others), of the last successful run',
      COUNT_NAMES.flatMap((kind) => {
        const value = lastSuccess?.counts[kind];
        return typeof value === 'number' ? [{ labels: { kind }, value }] : [];
      }),
    ),
    gauge(
      'etl_users',
      `Rows of ${table} after the last successful run`,
      lastSuccess ? [{ value: rowsAfter(lastSuccess) }] : [],
    ),
    gauge(
      'etl_last_run_state',
      'The state of the newest run: 1 for its state, 0 for the others',
      lastRun
        ? RUN_STATES.map((state) => ({ labels: { state }, value: Number(lastRun.state === state) }))
        : [],
    ),
    gauge(
      'etl_runs',
      'Runs on record, by state; ETL_KEEP_RUNS limits them',
      RUN_STATES.map((state) => ({ labels: { state }, value: runs.get(state) ?? 0 })),
    ),
  ];
  return `${families.join('')}# EOF\n`;
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const unit = name.endsWith('_seconds') ? `# UNIT ${name} seconds\n` : '';
  const lines = samples.map(({ labels = {}, value }) => {
    const list = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${name}${list.length > 0 ? `{${list.join(',')}}` : ''} ${value}\n`;
  });
  return `# TYPE ${name} gauge\n${unit}# HELP ${name} ${help}\n${lines.join('')}`;
}
