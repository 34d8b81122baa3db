import { date, defineInputs, entity, events, id, integer, text } from '../../../lib/model/declare.ts';

/** Users, each with any number of walks. */
export const walkInputs = defineInputs({
  users: entity({
    files: 'users.csv',
    key: 'user_id',
    columns: { user_id: id(), name: text(), email: text(), signup_date: date() },
  }),
  walks: events({
    files: 'walks.csv',
    key: 'walk_id',
    of: 'user_id',
    columns: {
      walk_id: id(),
      user_id: id().references('users', { orElse: 'reject' }),
      duration: integer(),
    },
  }),
});
