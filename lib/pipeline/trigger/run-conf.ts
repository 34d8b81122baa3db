import * as z from 'zod/mini';
import { calendarDate } from '../../calendar.ts';
import { InputError } from '../../errors.ts';
import { described } from '../../schemas/shapes.ts';

/** Members of a run's conf: the date to count days to, leave for it to be ahead of today, and leave to delete many rows. */
export const runConfMembers = {
  asOf: described(
    z.optional(calendarDate('asOf must be a date YYYY-MM-DD')),
    'The date up to which days are counted, published in every row; default: today (UTC)',
  ),
  acceptFutureDate: described(
    z.optional(z.boolean('acceptFutureDate must be true or false')),
    'true accepts an asOf that is more than a day ahead of today (UTC), which is usually a typing error',
  ),
  acceptDeletes: described(
    z.optional(z.boolean('acceptDeletes must be true or false')),
    'Dangerous: true publishes even if most rows of the last run are missing, which deletes them',
  ),
};

const schema = z.object(runConfMembers, 'conf must be an object');

/** What a run was started with. */
export type RunConf = z.infer<typeof schema>;

/** The same of a run that will not be carried out, for its record: a conf that can't be used counts as none. */
export function runConfOrNone(conf: unknown): RunConf {
  const parsed = schema.safeParse(conf);
  return parsed.success ? parsed.data : {};
}

/**
 * Reads the conf of a DAG run, which people write by hand in Airflow's UI or after `--conf`. Members that
 * are none of ours are left to whoever put them there.
 *
 * @throws InputError naming every member that can't be used
 */
export function readRunConf(conf: unknown): RunConf {
  const parsed = schema.safeParse(conf);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = [...new Set(parsed.error.issues.map(({ message }) => message))];
  throw new InputError('BAD_CONF', `the conf of the DAG run can't be used: ${problems.join('; ')}`);
}
