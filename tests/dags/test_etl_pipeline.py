"""The DAG as Airflow itself reads it. Needs Airflow's environment: <state>/airflow/venv/bin/python -m unittest -v (in
this folder); `./run.sh test native` does it. TASKS is what the emulator says (local/airflow/dag/dag.ts)."""

import importlib.util
import io
import json
import os
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

try:
    from airflow.dag_processing.dagbag import DagBag
    from airflow.sdk.exceptions import AirflowException, AirflowFailException
except ImportError:  # Airflow 3.0
    from airflow.exceptions import AirflowException, AirflowFailException
    from airflow.models.dagbag import DagBag

DAGS = Path(__file__).parents[2] / "dags"
TASKS = json.loads(os.environ["EMULATOR_TASKS"])
QUEUED_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
DAG_RUN = SimpleNamespace(run_id="etl-1", run_after=QUEUED_AT, conf={"asOf": "2024-01-01"})


def parse(**environment):
    """The DAG, read with these variables set."""
    with mock.patch.dict(os.environ, environment):
        bag = DagBag(str(DAGS))
    return bag, bag.dags.get("etl_pipeline")


def module():
    spec = importlib.util.spec_from_file_location("etl_pipeline_under_test", DAGS / "etl_pipeline.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


class TheDagFile(unittest.TestCase):
    def test_is_imported_without_an_error(self):
        bag, dag = parse()

        self.assertEqual(bag.import_errors, {})
        self.assertIsNotNone(dag)

    def test_is_short(self):
        self.assertLess(len((DAGS / "etl_pipeline.py").read_text().splitlines()), 70)


class TheDag(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dag = parse()[1]

    def test_has_the_tasks_of_the_emulator(self):
        tasks = [
            {"taskId": task.task_id, "mapped": task.is_mapped, "downstream": sorted(task.downstream_task_ids)}
            for task in self.dag.topological_sort()
        ]

        self.assertEqual(tasks, TASKS)

    def test_runs_one_run_at_a_time_and_makes_up_for_none(self):
        self.assertEqual(self.dag.max_active_runs, 1)
        self.assertFalse(self.dag.catchup)

    def test_tries_each_task_again_with_growing_pauses(self):
        for task in self.dag.tasks:
            with self.subTest(task.task_id):
                self.assertEqual(task.retries, 4)
                self.assertEqual(task.retry_delay, timedelta(seconds=1))
                self.assertTrue(task.retry_exponential_backoff)

    def test_loads_four_parts_at_a_time(self):
        self.assertEqual(self.dag.get_task("load").max_active_tis_per_dagrun, 4)


class TheSchedule(unittest.TestCase):
    def test_is_none_unless_one_is_set(self):
        for environment in ({}, {"ETL_SCHEDULE": ""}):
            with self.subTest(environment):
                dag = parse(**environment)[1]

                self.assertIsNone(dag.schedule)
                self.assertEqual(type(dag.timetable).__name__, "NullTimetable")

    def test_is_that_of_the_setting(self):
        for schedule in ("@daily", "30 4 * * 1"):
            with self.subTest(schedule):
                dag = parse(ETL_SCHEDULE=schedule)[1]

                self.assertEqual(dag.schedule, schedule)
                self.assertEqual(type(dag.timetable).__name__, "CronTriggerTimetable")


class Invoking(unittest.TestCase):
    def setUp(self):
        self.module = module()
        environment = mock.patch.dict(os.environ, {"ETL_FUNCTION_PREFIX": "etl-pipeline-local-"})
        environment.start()
        self.addCleanup(environment.stop)
        hook = mock.patch.object(self.module, "LambdaHook")
        self.invoke_lambda = hook.start().return_value.invoke_lambda
        self.addCleanup(hook.stop)

    def answer(self, payload, **members):
        self.invoke_lambda.return_value = {"Payload": io.BytesIO(json.dumps(payload).encode()), **members}

    def fails(self, payload, error):
        self.answer(payload, FunctionError="Unhandled")
        with self.assertRaises(error) as caught:
            self.module.invoke("load", {"runId": "etl-1"})
        return caught.exception

    def test_calls_the_lambda_of_the_step_and_returns_what_it_returned(self):
        self.answer({"runId": "etl-1", "part": 0})

        result = self.module.invoke("load", {"runId": "etl-1"})

        self.assertEqual(result, {"runId": "etl-1", "part": 0})
        self.invoke_lambda.assert_called_once_with(
            function_name="etl-pipeline-local-load", payload='{"runId": "etl-1"}'
        )

    def test_asks_airflow_for_the_prefix_where_the_environment_has_none(self):
        self.answer({})
        with mock.patch.dict(os.environ, {"ETL_FUNCTION_PREFIX": ""}):
            with mock.patch.object(self.module, "Variable") as variable:
                variable.get.return_value = "etl-pipeline-prod-"

                self.module.invoke("plan", {})

        variable.get.assert_called_once_with("etl_function_prefix")
        self.assertEqual(self.invoke_lambda.call_args.kwargs["function_name"], "etl-pipeline-prod-plan")

    def test_gives_up_on_an_error_that_no_retry_mends(self):
        for name in ("InputError", "RunClosedError"):
            for payload in (
                {"errorType": name, "errorMessage": "no header", "trace": []},  # AWS
                {"errorType": "Error", "errorMessage": "no header", "trace": [f"{name}: no header"]},  # serverless-offline
            ):
                with self.subTest(payload):
                    error = self.fails(payload, AirflowFailException)

                    self.assertEqual(str(error), "load: no header")

    def test_has_any_other_error_tried_again(self):
        for payload in (
            {"errorType": "TypeError", "errorMessage": "InputError: not at the start of the name", "trace": []},
            {"errorMessage": "Task timed out"},
            {"errorType": "Error", "errorMessage": "refused", "trace": ["Error: refused", "InputError: deeper down"]},
        ):
            with self.subTest(payload):
                error = self.fails(payload, AirflowException)

                self.assertNotIsInstance(error, AirflowFailException)

    def test_tells_fail_of_a_run_that_failed(self):
        self.answer({})

        self.module.etl_pipeline().on_failure_callback({"dag_run": DAG_RUN, "reason": "task_failure"})

        call = self.invoke_lambda.call_args.kwargs
        self.assertEqual(call["function_name"], "etl-pipeline-local-fail")
        self.assertEqual(
            json.loads(call["payload"]),
            {"runId": "etl-1", "queuedAt": QUEUED_AT.isoformat(), "reason": "task_failure"},
        )


class ATask(unittest.TestCase):
    """Each by the event it sends. What its Lambda answers is the step's name."""

    def setUp(self):
        self.module = module()
        for name, replacement in (
            ("invoke", lambda step, event: {"step": step, "event": event, "parts": [step, event]}),
            ("get_current_context", lambda: {"dag_run": DAG_RUN}),
        ):
            patch = mock.patch.object(self.module, name, replacement)
            patch.start()
            self.addCleanup(patch.stop)

    def test_plan_hands_on_the_conf_and_returns_the_parts(self):
        self.assertEqual(
            self.module.plan.function(),
            ["plan", {"runId": "etl-1", "queuedAt": QUEUED_AT.isoformat(), "conf": {"asOf": "2024-01-01"}}],
        )

    def test_load_gets_one_part(self):
        part = {"runId": "etl-1", "part": 2}

        self.assertEqual(self.module.load.function(part)["event"], part)

    def test_publish_gets_the_run(self):
        self.assertEqual(
            self.module.publish.function()["event"], {"runId": "etl-1", "queuedAt": QUEUED_AT.isoformat()}
        )
