"""DuckDB reading users with the checks of ours, then COPY into PostgreSQL: duckdb_users.py FILE DATABASE_URL TABLE THREADS.

Numbers and dates typed, rejects stored, negative ids and ids that occur twice left out. What it writes goes through a pipe to
COPY, while it is written. Prints JSON as ours does.
"""

import json
import os
import resource
import sys
import tempfile
import threading
import time

import duckdb
import psycopg

file, url, table, threads = sys.argv[1:5]
BLOCK = 1 << 20
pipe = os.path.join(tempfile.mkdtemp(), "users.csv")
os.mkfifo(pipe)
connection = duckdb.connect()
connection.execute(f"SET threads = {threads}")
connection.execute("SET preserve_insertion_order = false")
database = psycopg.connect(url)
started = time.perf_counter()
connection.execute(f"""
    CREATE TEMP TABLE users AS SELECT * FROM read_csv('{file}', header = true, auto_detect = false, delim = ',', quote = '"',
        columns = {{'user_id': 'BIGINT', 'name': 'VARCHAR', 'email': 'VARCHAR', 'signup_date': 'DATE'}}, store_rejects = true)
    WHERE user_id >= 0""")
connection.execute("CREATE TEMP TABLE twice AS SELECT user_id FROM users GROUP BY 1 HAVING count(*) > 1")
read = time.perf_counter()
writer = threading.Thread(
    target=lambda: connection.execute(f"COPY (FROM users ANTI JOIN twice USING (user_id)) TO '{pipe}' (HEADER false)")
)
writer.start()
with database.cursor() as cursor:
    with open(pipe, "rb", buffering=0) as lines, cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copy:
        while block := lines.read(BLOCK):
            copy.write(block)
    rows = cursor.rowcount
writer.join()
database.commit()
copied = time.perf_counter()
os.remove(pipe)
milliseconds = lambda one, other: round((other - one) * 1000)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
steps = {"DuckDB": milliseconds(started, read), "COPY": milliseconds(read, copied)}
print(json.dumps({"ms": milliseconds(started, copied), "rss": memory, "steps": steps, "rows": rows, "users": rows, "total": 0}))
