"""DuckDB reading and adding up a file of experiments: duckdb_read.py FILE loose|same|lists THREADS. Prints JSON as ours does.

loose: typed columns, a row that can't be read is passed over, nothing else is looked at.
same:  what ours does: rejects stored with line and reason, negative numbers, ids that occur twice, the list's syntax.
lists: the same, and how many different compounds each user has, and which is in most of the experiments.
"""

import json
import resource
import sys
import time

import duckdb

file, mode, threads = sys.argv[1:4]
COLUMNS = "{'experiment_id': 'BIGINT', 'user_id': 'BIGINT', 'list': 'VARCHAR', 'time': 'BIGINT'}"
connection = duckdb.connect()
connection.execute(f"SET threads = {threads}")
connection.execute("SET preserve_insertion_order = false")
started = time.perf_counter()
rejects = "store_rejects = true" if mode != "loose" else "ignore_errors = true"
source = f"read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '\"', columns = {COLUMNS}, {rejects})"
if mode == "loose":
    query = f"SELECT user_id, count(*) n, sum(time)::BIGINT t FROM {source} GROUP BY 1"
else:
    connection.execute(
        f"CREATE TEMP TABLE e AS SELECT *, regexp_full_match(list, '(\\d+(;\\d+)*)?') AS plain FROM {source}"
        " WHERE experiment_id >= 0 AND user_id >= 0 AND time >= 0"
    )
    connection.execute("CREATE TEMP TABLE twice AS SELECT experiment_id FROM e GROUP BY 1 HAVING count(*) > 1")
    query = "SELECT user_id, count(*) n, sum(time)::BIGINT t FROM e ANTI JOIN twice USING (experiment_id) GROUP BY 1"
lists = []
if mode == "lists":
    connection.execute(f"CREATE TEMP TABLE totals AS {query}")
    # Compounds are below a million, so that one number tells which is in most, and of several the lowest.
    pairs = (
        "SELECT user_id, compound, count(*) n FROM (SELECT user_id, unnest(list_distinct(string_split(list, ';')))::BIGINT compound"
        " FROM e ANTI JOIN twice USING (experiment_id) WHERE plain AND list <> '') GROUP BY 1, 2"
    )
    found = f"SELECT user_id, count(*) d, arg_max(compound, n * 1000000 - compound) f FROM ({pairs}) GROUP BY 1"
    lists = [int(value) for value in connection.execute(f"SELECT sum(d), sum(f) FROM ({found})").fetchone()]
    query = "SELECT * FROM totals"
users, rows, total = connection.execute(f"SELECT count(*), sum(n), sum(t) FROM ({query})").fetchone()
milliseconds = round((time.perf_counter() - started) * 1000)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"ms": milliseconds, "rss": memory, "rows": int(rows), "users": users, "total": int(total), "lists": lists}))
