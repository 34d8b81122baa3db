import { anyFeatures, type DeclaredFeature } from './declared.ts';
import type { Random } from './random.ts';

/** The files that a case may have. */
export const FILE_NAMES = ['users', 'user_experiments', 'compounds', 'devices'] as const;
export type FileName = (typeof FILE_NAMES)[number];

/**
 * In what the model of a case differs from that of another: all that the grammar, the oracle and the model of production are
 * told. Each has its own idea of the rest.
 */
export interface Traits {
  /** Columns that are declared optional. */
  readonly optional: readonly string[];
  /** Columns with another name in headers, and that name. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Whether experiments name one device each, which a fourth file has. */
  readonly devices: boolean;
  /** Features that need aggregates. */
  readonly features: readonly DeclaredFeature[];
  /** What keys, owners, and what rows name are declared as: whole numbers, or texts. */
  readonly ids: 'integers' | 'texts';
  /** Files without a header. */
  readonly headerless: readonly FileName[];
  /** Files that are said to be in windows-1252. */
  readonly windows1252: readonly FileName[];
}

/** Those of the sample. */
export const SAMPLE: Traits = {
  optional: [],
  aliases: {},
  devices: false,
  features: [],
  ids: 'integers',
  headerless: [],
  windows1252: [],
};

/** Columns that may be declared optional: no keys and no owners. */
const MAY_BE_OPTIONAL = [
  ...['signup_date', 'experiment_compound_ids', 'experiment_run_time', 'device', 'temperature'],
  ...['compound_name', 'mass', 'price', 'bought', 'maker'],
];

/** Names that are like no other column's, in the cases in which they may be declared. */
const OTHER_NAMES = {
  user_id: 'Client',
  name: 'label',
  signup_date: 'Joined on',
  age: 'years, in full',
  experiment_id: 'trial',
  experiment_compound_ids: 'Substances',
  experiment_run_time: 'DURATION',
  device: 'apparatus;no',
  compound_id: 'substance',
  device_id: 'no|of apparatus',
  temperature: 'degrees; warm',
  compound_name: 'called',
} as const;

/** A third of the cases have the model of the sample; the others differ from it in any way. */
export function anyTraits(random: Random): Traits {
  if (random.chance(0.33)) {
    return SAMPLE;
  }
  const aliases = Object.entries(OTHER_NAMES).filter(() => random.chance(0.3));
  const optional = MAY_BE_OPTIONAL.filter(() => random.chance(0.5));
  const devices = random.chance(0.6);
  const some = (often: number) => FILE_NAMES.filter(() => random.chance(often));
  return {
    optional,
    aliases: Object.fromEntries(aliases),
    devices,
    features: anyFeatures(random, devices),
    ids: 'integers',
    headerless: random.chance(0.3) ? some(0.3) : [],
    windows1252: random.chance(0.3) ? some(0.4) : [],
  };
}

/** The files of a case, in the order in which its model declares them. */
export const filesOf = ({ devices }: Traits): readonly FileName[] =>
  FILE_NAMES.filter((name) => devices || name !== 'devices');
