"""Answers what duckdb.test.ts asks: a line of JSON with statements in, the rows of the last one out."""

import json
import sys

import duckdb

connection = duckdb.connect()
for line in sys.stdin:
    *before, last = json.loads(line)
    for statement in before:
        connection.execute(statement)
    print(json.dumps(connection.execute(last).fetchall()), flush=True)
