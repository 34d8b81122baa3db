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
  text,
  textId,
} from '../../lib/model/declare.ts';
import { eventsPlanOf, type Model } from '../../lib/model/model.ts';

/** What a file that is measured has, and what is derived of it. */
interface Measured {
  /** What users and experiments have for ids: numbers, unless said. */
  readonly ids?: 'numbers' | 'texts' | undefined;
  /** Whether what takes a count for each pair of a user and a compound is derived as well. */
  readonly countsLists?: boolean | undefined;
  /** A column of texts after those that every file has. */
  readonly text?: string | undefined;
}

/** The model of the files that generate.ts writes, whatever lib/inputs.ts declares: a number and a sum are derived. */
export function modelOf({ ids, countsLists, text: name }: Measured): Model {
  const inputs = inputsWith(ids === 'texts' ? textId : id, name === undefined ? {} : { [name]: text() });
  const { experiments } = inputs;
  const sums = { n: count(experiments), total: sum(experiments.experiment_run_time) };
  if (!countsLists) {
    return defineFeatures(inputs, sums);
  }
  const list = experiments.experiment_compound_ids;
  return defineFeatures(inputs, { ...sums, different: distinct(list), favourite: mostUsed(list) });
}

function inputsWith(
  oneId: typeof id | typeof textId,
  further: Readonly<Record<string, ReturnType<typeof text>>>,
) {
  return defineInputs({
    users: entity({ files: 'users.csv', key: 'user_id', columns: { user_id: oneId() } }),
    experiments: events({
      files: 'user_experiments.csv',
      key: 'experiment_id',
      of: 'user_id',
      columns: {
        ...further,
        experiment_id: oneId(),
        user_id: oneId().references('users', { orElse: 'reject' }),
        experiment_compound_ids: idList().references('compounds', { orElse: 'warn' }),
        experiment_run_time: integer(),
      },
    }),
    compounds: reference({ files: 'compounds.csv', key: 'compound_id', columns: { compound_id: id() } }),
  });
}

/** What is derived of plain files: a number and a sum. */
export const model = modelOf({});
export const plan = eventsPlanOf(model, 'experiments');

/** The same, and what is counted of the lists. */
export const listModel = modelOf({ countsLists: true });
