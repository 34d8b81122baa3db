import {
  count,
  date,
  daysSince,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  reference,
  sum,
  text,
} from '../../lib/model/declare.ts';

/** The files of data/ and of the fixtures as inputs, whatever lib/inputs.ts declares: for tests that derive more of them. */
export const sampleInputs = defineInputs({
  users: entity({
    files: 'users.csv',
    key: 'user_id',
    columns: { user_id: id(), name: text(), email: text(), signup_date: date() },
  }),
  experiments: events({
    files: 'user_experiments.csv',
    key: 'experiment_id',
    of: 'user_id',
    columns: {
      experiment_id: id(),
      user_id: id().references('users', { orElse: 'reject' }),
      experiment_compound_ids: idList().references('compounds', { orElse: 'warn' }),
      experiment_run_time: integer(),
    },
  }),
  compounds: reference({
    files: 'compounds.csv',
    key: 'compound_id',
    columns: { compound_id: id(), compound_name: text(), compound_structure: text() },
  }),
});

/** What the sample and the fixtures are expected to come to is of these. */
export const sampleFeatures = {
  days_since_signup: daysSince(sampleInputs.users.signup_date),
  experiments_count: count(sampleInputs.experiments),
  experiment_run_time: sum(sampleInputs.experiments.experiment_run_time),
};
export const sampleModel = defineFeatures(sampleInputs, sampleFeatures);
