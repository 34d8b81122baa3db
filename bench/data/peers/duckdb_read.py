"""DuckDB reading and adding up a file of experiments: duckdb_peer.py FILE loose|same THREADS. Prints JSON as ours does.

loose: typed columns, a row that can't be read is passed over, nothing else is looked at.
same:  what ours does: rejects stored with line and reason, negative numbers, ids that occur twice, the list's syntax.
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
rejects = "store_rejects = true" if mode == "same" else "ignore_errors = true"
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
users, rows, total = connection.execute(f"SELECT count(*), sum(n), sum(t) FROM ({query})").fetchone()
milliseconds = round((time.perf_counter() - started) * 1000)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"ms": milliseconds, "rss": memory, "rows": int(rows), "users": users, "total": int(total)}))
