"""
Health check of a process that has no port, in the container it runs in: `healthcheck.py JOB_TYPE [DAG_ID]` ends with 0 when
the process has sent a heartbeat lately and, where a DAG is named, Airflow knows it. `airflow jobs check` says the first
as well, but imports all of Airflow for it: seconds of processor time each time.
"""

import os
import socket
import sys

import psycopg2

HEARTBEAT = "SELECT FROM job WHERE job_type = %s AND hostname = %s AND latest_heartbeat > now() - interval '60 seconds'"
DAG = "SELECT FROM dag WHERE dag_id = %s AND NOT is_stale"

job_type, *dag_ids = sys.argv[1:]
address = os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].replace("postgresql+psycopg2://", "postgresql://", 1)
with psycopg2.connect(address, connect_timeout=3, options="-c statement_timeout=3000") as connection:
    cursor = connection.cursor()
    cursor.execute(HEARTBEAT, (job_type, socket.getfqdn()))
    if cursor.rowcount == 0:
        sys.exit(f"no heartbeat of a {job_type} on {socket.getfqdn()} within a minute")
    for dag_id in dag_ids:
        cursor.execute(DAG, (dag_id,))
        if cursor.rowcount == 0:
            sys.exit(f"the DAG {dag_id} is not known yet")
