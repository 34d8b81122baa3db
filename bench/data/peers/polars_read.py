"""Polars reading and adding up a file of experiments: polars_read.py FILE [--users FILE] [--text NAME]. Typed columns, nothing
else is looked at. With --users ids are texts; with --text there is a fifth column, a text. Prints JSON as ours does."""

import argparse
import json
import resource
import time

import polars

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--users")
parser.add_argument("--text")
options = parser.parse_args()
ID = polars.String if options.users else polars.Int64
SCHEMA = {
    "experiment_id": ID,
    "user_id": ID,
    "experiment_compound_ids": polars.String,
    "experiment_run_time": polars.Int64,
}
if options.text:
    SCHEMA[options.text] = polars.String
started = time.perf_counter()
source = polars.scan_csv(options.file, has_header=True, schema=SCHEMA, ignore_errors=True)
totals = source.group_by("user_id").agg(polars.len().alias("n"), polars.col("experiment_run_time").sum().alias("t"))
users, rows, total = totals.select(polars.len(), polars.col("n").sum(), polars.col("t").sum()).collect(engine="streaming").row(0)
milliseconds = round((time.perf_counter() - started) * 1000)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"ms": milliseconds, "rss": memory, "rows": int(rows), "users": users, "total": int(total)}))
