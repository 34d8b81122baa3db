import type { Config } from '../config.ts';

/** As much of the settings as says where more is to be seen of a run. */
export type LinkSettings = Pick<Config, 'ETL_LOGS' | 'AIRFLOW_UI_URL'>;

/** As much of the settings as is told beside a run: where more is to be seen of it, and the folder that the next run reads. */
export type RunSettings = LinkSettings & Pick<Config, 'ETL_DATA_DIR'>;

/** What stands for the run's id in ETL_LOGS. */
const RUN_ID = '{runId}';

/**
 * Where the log lines of a run are: a command that can be pasted, or a sentence where no command is known.
 *
 * @example logsOf('etl-7', { ETL_LOGS: './run.sh logs {runId}' }) // './run.sh logs etl-7'
 */
export function logsOf(runId: string, { ETL_LOGS }: Pick<LinkSettings, 'ETL_LOGS'>): string {
  return ETL_LOGS === undefined
    ? `lines with "runId":${JSON.stringify(runId)} in the log of the functions`
    : ETL_LOGS.replaceAll(RUN_ID, () => quoted(runId));
}

/** The page of a run in Airflow's own interface; null where it has none, as the emulator. */
export function airflowUrlOf(
  runId: string,
  { AIRFLOW_UI_URL }: Pick<LinkSettings, 'AIRFLOW_UI_URL'>,
): string | null {
  return AIRFLOW_UI_URL === undefined
    ? null
    : `${AIRFLOW_UI_URL.replace(/\/+$/, '')}/dags/etl_pipeline/runs/${encodeURIComponent(runId)}`;
}

/** An id as a shell takes it: whoever invokes a step by hand may call a run whatever they like. */
function quoted(runId: string): string {
  return /^[\w.:+-]+$/.test(runId) ? runId : `'${runId.replaceAll("'", "'\\''")}'`;
}
