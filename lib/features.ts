import { inputs } from './inputs.ts';
import { count, daysSince, defineFeatures, sum } from './model/declare.ts';

const { users, experiments } = inputs;

/**
 * What is derived for each user: one line for each column of users_derivation. Edit this to add a feature, for example
 * `longest_run: max(experiments.experiment_run_time)`: the table gets its column with the next run. Removing or retyping one
 * takes a migration (lib/store/schema/migrations.ts).
 */
export const features = defineFeatures(inputs, {
  days_since_signup: daysSince(users.signup_date),
  experiments_count: count(experiments),
  experiment_run_time: sum(experiments.experiment_run_time),
});
