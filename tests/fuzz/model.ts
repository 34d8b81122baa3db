import type { Column } from '../../lib/model/columns.ts';
import type { InputHandle } from '../../lib/model/declaration/define-inputs.ts';
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
  max,
  min,
  reference,
  sum,
  text,
  textId,
  textIdList,
} from '../../lib/model/declare.ts';
import type { Input } from '../../lib/model/inputs.ts';
import type { Model } from '../../lib/model/model.ts';
import type { DeclaredFeature } from './declared.ts';
import { type FeaturedEvents, featureOf } from './features.ts';
import type { FileName, Traits } from './traits.ts';

/** The model of a case as production is told it. Its features need a slot of each kind. */
export function modelOf(traits: Traits): Model {
  const { optional, aliases, devices, features, ids } = traits;
  const [oneId, listOfIds] = ids === 'texts' ? ([textId, textIdList] as const) : ([id, idList] as const);
  // The names are those in a header, where there is one.
  const optionsIn = (file: FileName) => (column: string) => ({
    optional: optional.includes(column),
    header: traits.headerless.includes(file) ? [] : [aliases[column] ?? []].flat(),
  });
  const [options, ofUsers] = [optionsIn('user_experiments'), optionsIn('users')];
  const [ofCompounds, ofDevices] = [optionsIn('compounds'), optionsIn('devices')];
  const columns = {
    experiment_id: oneId(options('experiment_id')),
    user_id: oneId(options('user_id')).references('users', { orElse: 'reject' }),
    experiment_compound_ids: listOfIds(options('experiment_compound_ids')).references('compounds', {
      orElse: 'warn',
    }),
    experiment_run_time: integer(options('experiment_run_time')),
    temperature: integer(options('temperature')),
  };
  const users = entity({
    ...ofFile('users', traits),
    key: 'user_id',
    columns: {
      user_id: oneId(ofUsers('user_id')),
      name: text(ofUsers('name')),
      email: text(ofUsers('email')),
      signup_date: date(ofUsers('signup_date')),
      age: integer(ofUsers('age')),
    },
  });
  const experiments = { ...ofFile('user_experiments', traits), key: 'experiment_id', of: 'user_id' } as const;
  const compounds = reference({
    ...ofFile('compounds', traits),
    key: 'compound_id',
    columns: {
      compound_id: oneId(ofCompounds('compound_id')),
      compound_name: text(ofCompounds('compound_name')),
      compound_structure: text(),
      mass: integer(ofCompounds('mass')),
    },
  });
  if (!devices) {
    const inputs = defineInputs({ users, experiments: events({ ...experiments, columns }), compounds });
    const { experiments: handle, users: own } = inputs;
    const { experiment_run_time, temperature, experiment_compound_ids } = handle;
    const { compound_name, compound_structure, mass } = inputs.compounds;
    const ofEvents = {
      handle,
      integers: { experiment_run_time, temperature },
      ids: { experiment_compound_ids },
      lookedUp: { compound_name, compound_structure, mass },
    };
    return defineFeatures(inputs, { ...featuresOf(own, handle), ...madeUp(features, ofEvents) });
  }
  const device = oneId(options('device')).references('devices', { orElse: 'warn' });
  const inputs = defineInputs({
    users,
    experiments: events({ ...experiments, columns: { ...columns, device } }),
    compounds,
    devices: reference({
      ...ofFile('devices', traits),
      key: 'device_id',
      columns: {
        device_id: oneId(ofDevices('device_id')),
        device_name: text(),
        price: integer(ofDevices('price')),
        bought: date(ofDevices('bought')),
        maker: oneId(ofDevices('maker')),
      },
    }),
  });
  const { experiments: handle } = inputs;
  const { experiment_run_time, temperature, experiment_compound_ids, device: deviceColumn } = handle;
  const { compound_name, compound_structure, mass } = inputs.compounds;
  const { device_name, price, bought, maker } = inputs.devices;
  const ofEvents = {
    handle,
    integers: { experiment_run_time, temperature },
    ids: { experiment_compound_ids, device: deviceColumn },
    lookedUp: { compound_name, compound_structure, mass, device_name, price, bought, maker },
  };
  return defineFeatures(inputs, { ...featuresOf(inputs.users, handle), ...madeUp(features, ofEvents) });
}

/** What is declared of a file as a whole. */
const ofFile = (name: FileName, { headerless, windows1252 }: Traits) => ({
  files: `${name}.csv`,
  ...(headerless.includes(name) && { header: 'none' as const }),
  ...(windows1252.includes(name) && { encoding: 'windows-1252' as const }),
});

const MADE_UP = 'made_up_';

/** Whether a feature is one of those that the traits of a case declare. */
export const isMadeUp = (feature: string): boolean => feature.startsWith(MADE_UP);

const madeUp = (features: readonly DeclaredFeature[], ofEvents: FeaturedEvents) =>
  Object.fromEntries(features.map((feature, index) => [`${MADE_UP}${index}`, featureOf(feature, ofEvents)]));

function featuresOf(
  users: { readonly signup_date: Column<'entity', 'date'> },
  experiments: InputHandle<'events'> & { readonly experiment_run_time: Column<'events', 'integer'> },
) {
  const { experiment_run_time: runTime } = experiments;
  return {
    days: daysSince(users.signup_date),
    n: count(experiments),
    total: sum(runTime),
    least: min(runTime),
    most: max(runTime),
  };
}

/** The input that a file is. */
export function inputOfFile(model: Model, name: FileName): Input {
  const input = model.inputs.find(({ files }) => files.includes(`${name}.csv`));
  if (!input) {
    throw new Error(`the model has no input that is ${name}.csv`);
  }
  return input;
}
