import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const sql = command({
  name: 'sql',
  operands: "'QUERY'",
  text: 'rows of the database: CSV, on a terminal a table; read-only',
  manual: {
    about: `Runs one SELECT as the read-only role etl_reader. The rows are CSV; on a
terminal they are a table, or records if the table is too wide. This is not
psql: commands with a backslash do not work.

It uses the database of the running stack; without one it starts the database
for the query.`,
    examples: [
      ["./run.sh sql 'SELECT run_id, state, error FROM etl.runs'", 'the history of runs'],
      ["./run.sh sql 'SELECT * FROM etl.rejected_rows' > rejects.csv", 'the rejected rows, as a file'],
    ],
  },
  options: {},
  takes: { least: 1, most: 1, otherwise: 'sql takes one query, in quotes.' },
  run: async (given, [query = '']) => {
    const module = await import('../cli/sql.ts');
    return await module.sql(PROJECT_DIR, stackSettings(given), query);
  },
});
