import { date, defineInputs, entity, events, id, idList, integer, reference, text } from './model/declare.ts';

/**
 * What is read: the files, and their columns. A column that is called otherwise in your files takes its other name as
 * `header: ['…']`; one that may be missing or empty is `optional: true`; a further file is a further block. docs/inputs.md
 * has the rest.
 */
export const inputs = defineInputs({
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
