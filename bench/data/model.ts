import {
  count,
  defineFeatures,
  defineInputs,
  distinct,
  entity,
  events,
  id,
  idList,
  integer,
  mostUsed,
  reference,
  sum,
} from '../../lib/model/declare.ts';
import { eventsPlanOf } from '../../lib/model/model.ts';

const inputs = defineInputs({
  users: entity({ files: 'users.csv', key: 'user_id', columns: { user_id: id() } }),
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
  compounds: reference({ files: 'compounds.csv', key: 'compound_id', columns: { compound_id: id() } }),
});

/** What is derived of the files that generate.ts writes, whatever lib/inputs.ts declares. */
export const model = defineFeatures(inputs, {
  n: count(inputs.experiments),
  total: sum(inputs.experiments.experiment_run_time),
});

export const plan = eventsPlanOf(model, 'experiments');

/** The same with what takes a count for each pair of a user and a compound. */
export const listModel = defineFeatures(inputs, {
  n: count(inputs.experiments),
  total: sum(inputs.experiments.experiment_run_time),
  different: distinct(inputs.experiments.experiment_compound_ids),
  favourite: mostUsed(inputs.experiments.experiment_compound_ids),
});

export const listPlan = eventsPlanOf(listModel, 'experiments');
