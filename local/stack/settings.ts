import { resolve } from 'node:path';
import { modelFolder, usualDataFolder } from '../../bundling/model-folder.ts';
import { absoluteLocation } from './location.ts';

/** The settings of a stack, out of the environment; .env.example explains each. */
export interface Settings {
  readonly apiPort: number;
  readonly lambdaPort: number;
  readonly airflowPort: number;
  readonly postgresPort: number;
  readonly redisPort: number;
  /** The folder of the model, relative to the project. */
  readonly model: string;
  /** Absolute path. */
  readonly stateDir: string;
  /** Absolute path, or the URI of a location that is no folder. */
  readonly dataDir: string;
  /** Real Airflow instead of its emulator. */
  readonly realAirflow: boolean;
  /** Settings that only the handlers read, and check; an empty text is as good as none. */
  readonly handlers: Readonly<Record<HandlerSetting, string>>;
}

/** What is handed on to the handlers as it is. */
export const HANDLER_SETTINGS = [
  'ETL_AS_OF',
  'ETL_MAX_REJECT_RATIO',
  'ETL_PART_BYTES',
  'ETL_MAX_DELETE_RATIO',
  'ETL_MAX_AGGREGATE_BYTES',
  'ETL_MAX_RECORD_BYTES',
  'ETL_TRIGGER_COOLDOWN_S',
  'ETL_KEEP_RUNS',
  'ETL_ARRIVAL_OBJECT',
  'ETL_LOGS',
  'AIRFLOW_UI_URL',
  'API_KEY',
  'LOG_LEVEL',
] as const;
type HandlerSetting = (typeof HANDLER_SETTINGS)[number];

/** The command line or a setting can't be used: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Where it says what can be used. */
  readonly hint: string;

  constructor(message: string, hint = 'See ./run.sh --help') {
    super(message);
    this.hint = hint;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings; relative paths are relative to the project, wherever run.sh was called.
 *
 * @throws UsageError naming every setting that is no usable port, or is the same as another
 */
export function readSettings(environment: Environment, projectDir: string, realAirflow = false): Settings {
  const problems: string[] = [];
  const names = new Map<number, string>();
  const port = (name: string, usual: number): number => {
    const text = environment[name] || String(usual);
    const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    const other = names.get(value);
    if (value < 1 || value > 65_535) {
      problems.push(`${name} must be a port from 1 to 65535, not "${text}"`);
    } else if (other) {
      problems.push(`${other} and ${name} are both ${value}: set one of them to a different port`);
    } else {
      names.set(value, name);
    }
    return value;
  };
  const path = (name: string, usual: string) => resolve(projectDir, environment[name] || usual);

  const model = modelFolder(environment, projectDir);
  const settings: Settings = {
    apiPort: port('API_PORT', 5000),
    lambdaPort: port('LAMBDA_PORT', 3002),
    airflowPort: port('AIRFLOW_PORT', 8080),
    postgresPort: port('POSTGRES_PORT', 54_320),
    redisPort: port('REDIS_PORT', 8079),
    model,
    stateDir: path('ETL_STATE_DIR', '.local'),
    dataDir: absoluteLocation(projectDir, environment['ETL_DATA_DIR'] || usualDataFolder(model)),
    realAirflow,
    handlers: Object.fromEntries(HANDLER_SETTINGS.map((name) => [name, environment[name] ?? ''])) as Record<
      HandlerSetting,
      string
    >,
  };
  if (problems.length > 0) {
    throw new UsageError(problems.join('\n'));
  }
  return settings;
}

/** Settings in which two stacks may differ all the same, since what a run does is not up to them. */
const NO_DIFFERENCE = [
  'API_KEY',
  'LOG_LEVEL',
  'ETL_TRIGGER_COOLDOWN_S',
  'ETL_ARRIVAL_OBJECT',
  'ETL_LOGS',
  'AIRFLOW_UI_URL',
];

/** The settings in which two stacks differ, for a person to read, but for those that a run does not depend on. */
export function differences(running: Settings, wanted: Settings): string[] {
  const flat = ({ handlers, ...rest }: Settings): Record<string, unknown> => {
    const mattering = Object.entries(handlers).filter(([name]) => !NO_DIFFERENCE.includes(name));
    return { ...rest, ...Object.fromEntries(mattering) };
  };
  const [has, wants] = [flat(running), flat(wanted)];
  return Object.keys(wants)
    .filter((name) => has[name] !== wants[name])
    .map(
      (name) => `${NAMES[name] ?? name} is ${has[name] || 'not set'} there, ${wants[name] || 'not set'} here`,
    );
}

/** What a person calls the settings that are not called as their variable. */
const NAMES: Readonly<Record<string, string>> = {
  apiPort: 'API_PORT',
  lambdaPort: 'LAMBDA_PORT',
  airflowPort: 'AIRFLOW_PORT',
  postgresPort: 'POSTGRES_PORT',
  redisPort: 'REDIS_PORT',
  model: 'ETL_MODEL',
  stateDir: 'ETL_STATE_DIR',
  dataDir: 'ETL_DATA_DIR (--data)',
  realAirflow: '--airflow',
};
