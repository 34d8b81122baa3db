"""DuckDB doing what a run does, then COPY and MERGE: duckdb_pipeline.py FOLDER DATABASE_URL TABLE AS_OF THREADS. Prints JSON.

All files typed, rejects stored, negative numbers and ids that occur twice left out, unknown users too, lists checked.
"""

import json
import os
import resource
import sys
import tempfile
import time

import duckdb
import psycopg

folder, url, table, as_of, threads = sys.argv[1:6]
COLUMNS = {
    "users": "{'user_id': 'BIGINT', 'name': 'VARCHAR', 'email': 'VARCHAR', 'signup_date': 'DATE'}",
    "user_experiments": "{'experiment_id': 'BIGINT', 'user_id': 'BIGINT', 'list': 'VARCHAR', 'time': 'BIGINT'}",
    "compounds": "{'compound_id': 'BIGINT', 'name': 'VARCHAR', 'structure': 'VARCHAR'}",
}
output = os.path.join(tempfile.mkdtemp(), "derivation.csv")


def read(name: str) -> str:
    rejects = f"store_rejects = true, rejects_table = 'r_{name}', rejects_scan = 's_{name}'"
    dialect = "header = true, auto_detect = false, delim = ',', quote = '\"'"
    return f"read_csv('{folder}/{name}.csv', {dialect}, columns = {COLUMNS[name]}, {rejects})"


def unique(name: str, key: str, where: str) -> None:
    connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM {read(name)} WHERE {where}")
    connection.execute(f"CREATE TEMP TABLE twice_{name} AS SELECT {key} FROM {name} GROUP BY 1 HAVING count(*) > 1")


connection = duckdb.connect()
connection.execute(f"SET threads = {threads}")
connection.execute("SET preserve_insertion_order = false")
database = psycopg.connect(url, autocommit=True)
started = time.perf_counter()
unique("users", "user_id", "user_id >= 0")
unique("compounds", "compound_id", "compound_id >= 0")
unique("user_experiments", "experiment_id", "experiment_id >= 0 AND user_id >= 0 AND time >= 0")
connection.execute("SELECT count(*) FROM user_experiments WHERE NOT regexp_full_match(list, '(\\d+(;\\d+)*)?')").fetchone()
connection.execute(
    "SELECT count(*) FROM (SELECT unnest(string_split(list, ';'))::BIGINT AS compound_id FROM user_experiments)"
    " ANTI JOIN compounds USING (compound_id)"
).fetchone()
connection.execute(f"""
    COPY (
        SELECT u.user_id, u.name, u.email, u.signup_date, coalesce(n, 0), coalesce(t, 0), greatest(0, DATE '{as_of}' - u.signup_date)
        FROM (FROM users ANTI JOIN twice_users USING (user_id)) u
        LEFT JOIN (
            SELECT user_id, count(*) AS n, sum(time)::BIGINT AS t
            FROM user_experiments ANTI JOIN twice_user_experiments USING (experiment_id) GROUP BY 1
        ) USING (user_id)
    ) TO '{output}' (HEADER false)""")
derived = time.perf_counter()
columns = "user_id, name, email, signup_date, experiments_count, experiment_run_time, days_since_signup"
with database.cursor() as cursor:
    cursor.execute(f"CREATE TEMP TABLE stage AS SELECT {columns} FROM {table} LIMIT 0")
    with open(output, "rb") as file, cursor.copy(f"COPY stage ({columns}) FROM STDIN (FORMAT csv)") as copy:
        while block := file.read(1 << 20):
            copy.write(block)
    copied = time.perf_counter()
    cursor.execute("ANALYZE stage")
    names = [name for name in columns.split(", ") if name != "user_id"]
    old = ", ".join(f"target.{name}" for name in names) + ", target.as_of"
    new = ", ".join(f"stage.{name}" for name in names) + f", DATE '{as_of}'"
    cursor.execute(f"""
        MERGE INTO {table} AS target USING stage ON target.user_id = stage.user_id
        WHEN MATCHED AND ({old}) IS DISTINCT FROM ({new}) THEN
            UPDATE SET {", ".join(f"{name} = stage.{name}" for name in names)}, as_of = DATE '{as_of}'
        WHEN NOT MATCHED THEN
            INSERT ({columns}, as_of) VALUES ({", ".join(f"stage.{name}" for name in columns.split(", "))}, DATE '{as_of}')
        WHEN NOT MATCHED BY SOURCE THEN DELETE""")
merged = time.perf_counter()
milliseconds = lambda one, other: round((other - one) * 1000)
steps = {"DuckDB": milliseconds(started, derived), "COPY": milliseconds(derived, copied), "MERGE": milliseconds(copied, merged)}
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"ms": milliseconds(started, merged), "rss": memory, "steps": steps}))
