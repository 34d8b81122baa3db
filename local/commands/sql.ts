import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const sql = command({
  name: 'sql',
  operands: "'QUERY'",
  text: 'rows as CSV, as the read-only role; works with and without a stack',
  options: {},
  takes: { least: 1, most: 1, otherwise: 'sql takes one query, in quotes.' },
  run: async (given, [query = '']) => {
    const module = await import('../cli/sql.ts');
    return await module.sql(PROJECT_DIR, stackSettings(given), query);
  },
});
