/** What `./run.sh --help` prints. */
export const HELP = `Usage: ./run.sh [COMMAND] [OPTIONS]

Runs the ETL service on this machine: real PostgreSQL, the Lambda handlers on
serverless-offline, small emulators of Redis (Upstash REST) and Airflow (REST v2).

Commands
  serve                 start everything and keep it running until Ctrl-C (default);
                        it prints the addresses of the dashboard, the API and its /docs
      --airflow           with a real Airflow (needs Python 3.10 to 3.13, or uv)
  etl                   one run over the CSV files: how far it is, then its summary and
                        what differs from the run before; uses the stack that is
                        running, or starts one and stops it again
      --data DIR          where users.csv, user_experiments.csv, compounds.csv are
      --as-of YYYY-MM-DD  the date days_since_signup counts to (default: today, UTC)
      --accept-future-date  take it even if it is more than a day ahead
      --accept-deletes    publish even if more users vanish than ETL_MAX_DELETE_RATIO
      --json              the run's record as one JSON object on stdout
      --airflow           with a real Airflow
  check [DIR]           read and validate the files as a run would, without one, and
                        show how far that is
      --json              the report as one JSON object on stdout
  sql 'QUERY'           rows as CSV, as the read-only role; works with and without a stack
  status                what is running, where, and how the last run ended
  reset                 delete the local database and all other local state
  test [KIND …]         format, lint, types, and all tests; KIND native adds a real Airflow
  bench [data|routes|airflow]  measure, side by side with a peer

Results go to stdout, progress to stderr: one live line on a terminal; elsewhere, with
CI=true and with TERM=dumb plain lines every 5 s. NO_COLOR turns colours off.
Exit codes: 0 succeeded, 1 failed, 2 not understood.
Settings are environment variables or lines in .env: see .env.example.
`;
