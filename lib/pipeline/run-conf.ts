import * as z from 'zod/mini';
import { InputError } from '../errors.ts';

/** Members of a run's conf: the date to count days to, and leave to delete many rows. */
export const runConfMembers = {
  asOf: z.optional(z.iso.date('asOf must be a date YYYY-MM-DD')),
  acceptDeletes: z.optional(z.boolean('acceptDeletes must be true or false')),
};

const schema = z.object(runConfMembers, 'conf must be an object');

/** What a run was started with. */
export type RunConf = z.infer<typeof schema>;

/**
 * Reads the conf of a DAG run, which people write by hand in Airflow's UI or behind `--conf`. Members that
 * are none of ours are left to whoever put them there.
 *
 * @throws InputError naming every member that can't be used
 */
export function readRunConf(conf: unknown): RunConf {
  const parsed = schema.safeParse(conf);
  if (parsed.success) return parsed.data;
  const problems = [...new Set(parsed.error.issues.map(({ message }) => message))];
  throw new InputError('BAD_CONF', `the conf of the DAG run can't be used: ${problems.join('; ')}`);
}
