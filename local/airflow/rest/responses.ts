import { DAG_FILE, DAG_ID, MAX_ACTIVE_RUNS, type Task } from '../dag/dag.ts';
import type { DagRun, TaskInstance } from '../dag/dag-run.ts';

/** Airflow's DAGRunResponse. What this emulator has no notion of (versions, data intervals) is empty. */
export function dagRunResponse(run: DagRun) {
  return {
    dag_run_id: run.runId,
    dag_id: DAG_ID,
    dag_display_name: DAG_ID,
    logical_date: run.logicalDate,
    queued_at: run.queuedAt,
    start_date: run.startedAt,
    end_date: run.endedAt,
    duration: seconds(run),
    data_interval_start: null,
    data_interval_end: null,
    run_after: run.logicalDate ?? run.queuedAt,
    last_scheduling_decision: run.endedAt ?? run.startedAt,
    run_type: 'manual',
    state: run.state,
    triggered_by: 'rest_api',
    triggering_user_name: run.triggeredBy,
    conf: run.conf,
    note: run.note,
    dag_versions: [],
    bundle_version: null,
  };
}

/** Airflow's TaskInstanceResponse. */
export function taskInstanceResponse(run: DagRun, instance: TaskInstance, retries: number) {
  return {
    id: instance.id,
    task_id: instance.taskId,
    task_display_name: instance.taskId,
    dag_id: DAG_ID,
    dag_display_name: DAG_ID,
    dag_run_id: run.runId,
    map_index: instance.mapIndex,
    rendered_map_index: instance.mapIndex < 0 ? null : String(instance.mapIndex),
    logical_date: run.logicalDate,
    run_after: run.logicalDate ?? run.queuedAt,
    start_date: instance.startedAt,
    end_date: instance.endedAt,
    duration: seconds(instance),
    state: instance.state,
    try_number: instance.tryNumber,
    max_tries: retries,
    hostname: null,
    unixname: null,
    pool: 'default_pool',
    pool_slots: 1,
    queue: 'default',
    priority_weight: 1,
    operator: null,
    queued_when: null,
    scheduled_when: null,
    pid: null,
    executor: null,
    executor_config: '{}',
    note: null,
    rendered_fields: {},
    trigger: null,
    triggerer_job: null,
    dag_version: null,
  };
}

/** Airflow's DAGResponse. */
export function dagResponse(dag: { paused: boolean; broken: boolean; parsedAt: Date }) {
  return {
    dag_id: DAG_ID,
    dag_display_name: DAG_ID,
    is_paused: dag.paused,
    is_stale: dag.broken,
    has_import_errors: dag.broken,
    fileloc: `/opt/airflow/dags/${DAG_FILE}`,
    relative_fileloc: DAG_FILE,
    bundle_name: 'dags-folder',
    bundle_version: null,
    description: null,
    timetable_summary: null,
    timetable_description: 'Never, external triggers only',
    tags: [],
    owners: ['airflow'],
    max_active_tasks: 16,
    max_active_runs: MAX_ACTIVE_RUNS,
    max_consecutive_failed_dag_runs: 0,
    has_task_concurrency_limits: true,
    last_parsed_time: dag.parsedAt.toISOString(),
    last_expired: null,
    next_dagrun_logical_date: null,
    next_dagrun_data_interval_start: null,
    next_dagrun_data_interval_end: null,
    next_dagrun_run_after: null,
  };
}

/** Airflow's TaskResponse, with the members that say what the DAG looks like. */
export function taskResponse(task: Task, options: { retries: number; retryDelayMs: number }) {
  return {
    task_id: task.taskId,
    task_display_name: task.taskId,
    owner: 'airflow',
    trigger_rule: 'all_success',
    depends_on_past: false,
    wait_for_downstream: false,
    retries: options.retries,
    retry_delay: timeDelta(options.retryDelayMs),
    retry_exponential_backoff: 2,
    pool: 'default_pool',
    pool_slots: 1,
    queue: 'default',
    downstream_task_ids: task.downstream,
    is_mapped: task.mapped,
    params: {},
    extra_links: [],
  };
}

/** Airflow's ImportErrorResponse for a DAG file that cannot be imported. */
export function importErrorResponse(since: Date) {
  return {
    import_error_id: 1,
    timestamp: since.toISOString(),
    filename: DAG_FILE,
    bundle_name: 'dags-folder',
    stack_trace: `Traceback (most recent call last):\n  File "/opt/airflow/dags/${DAG_FILE}", line 1\nSyntaxError: invalid syntax\n`,
  };
}

/** Airflow's HealthInfoResponse. One process is all the parts, so when it answers they are alive. */
export function healthResponse(now: Date) {
  const heartbeat = now.toISOString();
  return {
    metadatabase: { status: 'healthy' },
    scheduler: { status: 'healthy', latest_scheduler_heartbeat: heartbeat },
    triggerer: { status: 'healthy', latest_triggerer_heartbeat: heartbeat },
    dag_processor: { status: 'healthy', latest_dag_processor_heartbeat: heartbeat },
  };
}

function seconds(span: { startedAt: string | null; endedAt: string | null }): number | null {
  if (span.startedAt === null || span.endedAt === null) {
    return null;
  }
  return (Date.parse(span.endedAt) - Date.parse(span.startedAt)) / 1000;
}

/** How Airflow writes a duration. */
function timeDelta(ms: number) {
  const wholeSeconds = Math.floor(ms / 1000);
  return {
    __type: 'TimeDelta',
    days: 0,
    seconds: wholeSeconds,
    microseconds: (ms - wholeSeconds * 1000) * 1000,
  };
}
