"""DuckDB reading and adding up a file of experiments: duckdb_read.py FILE loose|same|lists THREADS [--users FILE] [--text NAME].
Prints JSON as ours does.

loose: typed columns, a row that can't be read is passed over, nothing else is looked at.
same:  what ours does: rejects stored with line and reason, negative numbers, ids that occur twice, the list's syntax.
lists: the same, and how many different compounds each user has, and which is in most of the experiments.

With --users ids of experiments and users are texts of at most 255 bytes, and but for loose only the users of that file count.
With --text there is a fifth column, a text.
"""

import argparse
import json
import resource
import time

import duckdb

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("mode", choices=["loose", "same", "lists"])
parser.add_argument("threads", type=int)
parser.add_argument("--users")
parser.add_argument("--text")
options = parser.parse_args()
ID = "VARCHAR" if options.users else "BIGINT"
TEXT = f", '{options.text}': 'VARCHAR'" if options.text else ""
COLUMNS = f"{{'experiment_id': '{ID}', 'user_id': '{ID}', 'list': 'VARCHAR', 'time': 'BIGINT'{TEXT}}}"
# An empty text is NULL, of which nothing is true.
IS_ID = "strlen({0}) BETWEEN 1 AND 255" if options.users else "{0} >= 0"
# Padding belongs to no value: DuckDB takes it from numbers itself.
IS_LIST = "regexp_full_match(list, '[ \\t]*(\\d+(;\\d+)*)?[ \\t]*')"
DIALECT = "header = true, auto_detect = false, delim = ',', quote = '\"'"
connection = duckdb.connect()
connection.execute(f"SET threads = {options.threads}")
connection.execute("SET preserve_insertion_order = false")
started = time.perf_counter()
rejects = "store_rejects = true" if options.mode != "loose" else "ignore_errors = true"
source = f"read_csv('{options.file}', {DIALECT}, columns = {COLUMNS}, {rejects})"
if options.mode == "loose":
    query = f"SELECT user_id, count(*) n, sum(time)::BIGINT t FROM {source} GROUP BY 1"
else:
    connection.execute(
        f"CREATE TEMP TABLE e AS SELECT experiment_id, user_id, list, time, {IS_LIST} AS plain FROM {source}"
        f" WHERE {IS_ID.format('experiment_id')} AND {IS_ID.format('user_id')} AND time >= 0"
    )
    connection.execute("CREATE TEMP TABLE twice AS SELECT experiment_id FROM e GROUP BY 1 HAVING count(*) > 1")
    query = "SELECT user_id, count(*) n, sum(time)::BIGINT t FROM e ANTI JOIN twice USING (experiment_id) GROUP BY 1"
if options.users and options.mode != "loose":
    connection.execute(
        f"CREATE TEMP TABLE users AS SELECT user_id FROM read_csv('{options.users}', {DIALECT}, store_rejects = true,"
        " rejects_table = 'r', rejects_scan = 's', columns = {'user_id': 'VARCHAR', 'name': 'VARCHAR'})"
        f" WHERE {IS_ID.format('user_id')} GROUP BY 1 HAVING count(*) = 1"
    )
    query = f"SELECT * FROM ({query}) SEMI JOIN users USING (user_id)"
lists = []
if options.mode == "lists":
    connection.execute(f"CREATE TEMP TABLE totals AS {query}")
    # Compounds are below a million, so that one number tells which is in most, and of several the lowest.
    pairs = (
        "SELECT user_id, compound, count(*) n FROM (SELECT user_id, unnest(list_distinct(string_split(list, ';')))::BIGINT compound"
        " FROM e ANTI JOIN twice USING (experiment_id) WHERE plain AND list <> '') GROUP BY 1, 2"
    )
    pairs = f"SELECT * FROM ({pairs}) SEMI JOIN users USING (user_id)" if options.users else pairs
    found = f"SELECT user_id, count(*) d, arg_max(compound, n * 1000000 - compound) f FROM ({pairs}) GROUP BY 1"
    lists = [int(value) for value in connection.execute(f"SELECT sum(d), sum(f) FROM ({found})").fetchone()]
    query = "SELECT * FROM totals"
users, rows, total = connection.execute(f"SELECT count(*), sum(n), sum(t) FROM ({query})").fetchone()
milliseconds = round((time.perf_counter() - started) * 1000)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"ms": milliseconds, "rss": memory, "rows": int(rows), "users": users, "total": int(total), "lists": lists}))
