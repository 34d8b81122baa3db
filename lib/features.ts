import { count, daysSince, defineFeatures, sum } from './model/feature-kinds.ts';

/**
 * What is derived per user: one line per column of users_derivation. Edit this to add a feature, for
 * example `longest_run: max('experiment_run_time')`: the table gets its column with the next run. Removing
 * or retyping one takes a migration (lib/store/schema/migrations.ts).
 */
export const features = defineFeatures({
  days_since_signup: daysSince('signup_date'),
  experiments_count: count(),
  experiment_run_time: sum('experiment_run_time'),
});
