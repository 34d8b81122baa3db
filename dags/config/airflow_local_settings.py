"""
Airflow imports this module in every process, before workers fork: what is imported here once, no task has to import again.
Without it each task spends half a second on boto3 and the provider.
"""

import airflow.providers.amazon.aws.hooks.lambda_function  # noqa: F401
