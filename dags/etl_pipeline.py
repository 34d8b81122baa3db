"""plan -> load, mapped over the parts -> publish. No logic here: each task invokes a Lambda of this repository."""

import json
import os
from datetime import datetime, timedelta, timezone

from airflow.providers.amazon.aws.hooks.lambda_function import LambdaHook
from airflow.sdk import Variable, dag, get_current_context, task

try:
    from airflow.sdk.exceptions import AirflowException, AirflowFailException
except ImportError:  # Airflow 3.0
    from airflow.exceptions import AirflowException, AirflowFailException

PERMANENT_ERRORS = ("InputError", "RunClosedError")  # a retry can't help (lib/errors.ts)


def prefix() -> str:
    """What the names of the functions begin with: of the environment, or a Variable of Airflow's where that can't be set."""
    return os.environ.get("ETL_FUNCTION_PREFIX") or Variable.get("etl_function_prefix")


def invoke(step: str, event: dict) -> dict:
    """Invokes a step; an error it throws fails the task, for good when trying again would not help."""
    response = LambdaHook().invoke_lambda(function_name=prefix() + step, payload=json.dumps(event))
    result = json.loads(response["Payload"].read())
    if "FunctionError" not in response:
        return result
    # On AWS errorType is the error's name; serverless-offline keeps that in the first line of the trace only.
    name = [result.get("errorType") or "", *result.get("trace", [])[:1]]
    permanent = any(text.startswith(PERMANENT_ERRORS) for text in name)
    raise (AirflowFailException if permanent else AirflowException)(f"{step}: {result.get('errorMessage')}")


def event_of(dag_run, **members) -> dict:
    return {"runId": dag_run.run_id, "queuedAt": dag_run.run_after.isoformat(), **members}


@task
def plan() -> list[dict]:
    dag_run = get_current_context()["dag_run"]
    return invoke("plan", event_of(dag_run, conf=dag_run.conf or {}))["parts"]


@task(max_active_tis_per_dagrun=int(os.environ.get("ETL_TASKS_AT_ONCE") or 4))
def load(part: dict) -> dict:
    return invoke("load", part)


@task
def publish() -> dict:
    return invoke("publish", event_of(get_current_context()["dag_run"]))


@dag(
    schedule=os.environ.get("ETL_SCHEDULE") or None,
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    on_failure_callback=lambda context: invoke("fail", event_of(context["dag_run"], reason=str(context.get("reason")))),
    default_args={"retries": 4, "retry_delay": timedelta(seconds=1), "retry_exponential_backoff": True},
)
def etl_pipeline():
    load.expand(part=plan()) >> publish()


etl_pipeline()
