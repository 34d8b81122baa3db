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
  textId,
} from '../../lib/model/declare.ts';
import { eventsPlanOf } from '../../lib/model/model.ts';

/** The files that generate.ts writes, whatever lib/inputs.ts declares. Only users and experiments may have texts for ids. */
const inputsWith = (oneId: typeof id | typeof textId) =>
  defineInputs({
    users: entity({ files: 'users.csv', key: 'user_id', columns: { user_id: oneId() } }),
    experiments: events({
      files: 'user_experiments.csv',
      key: 'experiment_id',
      of: 'user_id',
      columns: {
        experiment_id: oneId(),
        user_id: oneId().references('users', { orElse: 'reject' }),
        experiment_compound_ids: idList().references('compounds', { orElse: 'warn' }),
        experiment_run_time: integer(),
      },
    }),
    compounds: reference({ files: 'compounds.csv', key: 'compound_id', columns: { compound_id: id() } }),
  });

const sumsOf = ({ experiments }: ReturnType<typeof inputsWith>) => ({
  n: count(experiments),
  total: sum(experiments.experiment_run_time),
});

const listsOf = (inputs: ReturnType<typeof inputsWith>) => ({
  ...sumsOf(inputs),
  different: distinct(inputs.experiments.experiment_compound_ids),
  favourite: mostUsed(inputs.experiments.experiment_compound_ids),
});

const [inputs, textInputs] = [inputsWith(id), inputsWith(textId)];

/** What is derived of the files: a number and a sum. */
export const model = defineFeatures(inputs, sumsOf(inputs));
export const plan = eventsPlanOf(model, 'experiments');

/** The same, and what takes a count for each pair of a user and a compound. */
export const listModel = defineFeatures(inputs, listsOf(inputs));
export const listPlan = eventsPlanOf(listModel, 'experiments');

/** Both of files with texts for ids. */
export const textModel = defineFeatures(textInputs, sumsOf(textInputs));
export const textListModel = defineFeatures(textInputs, listsOf(textInputs));
