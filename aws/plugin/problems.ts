import { exampleOf, SETTINGS } from './settings.ts';
import type { StageParams } from './stage-params.ts';

/** What is wrong with the settings of a stage. */
export interface SettingProblems {
  /** Names of settings that the stage needs and does not have. */
  readonly missing: readonly string[];
  /** Sentences about settings that have a value which can't be used; no sentence has a secret in it. */
  readonly unusable: readonly string[];
}

/** Settings of which a stage has all or none. */
const TOGETHER = [
  ['AIRFLOW_URL', 'AIRFLOW_USERNAME', 'AIRFLOW_PASSWORD'],
  ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'],
];

/** A reference to a secret, and the part of a database's address up to its password. */
const REFERENCE = /\{\{resolve:secretsmanager:[^{}]+\}\}/;
const REFERENCE_ALONE = new RegExp(`^${REFERENCE.source}$`);
const ADDRESS_WITH_REFERENCE = new RegExp(`^postgres(ql)?://[^:@/\\s]+:${REFERENCE.source}@\\S+$`);

/** Everything that keeps a stage from being packaged, at once. */
export function problemsOf(stage: string, params: StageParams): SettingProblems {
  return {
    missing: missing(params),
    unusable: [...unknown(params), ...unfit(stage, params), ...twoAirflows(params)],
  };
}

function missing(params: StageParams): string[] {
  const always = Object.keys(SETTINGS).filter((name) => SETTINGS[name]?.required === 'always');
  const begun = TOGETHER.filter((names) => names.some((name) => name in params)).flat();
  const airflow =
    'MWAA_ENVIRONMENT' in params || 'AIRFLOW_URL' in params ? [] : ['MWAA_ENVIRONMENT or AIRFLOW_URL'];
  return [...new Set([...always, ...begun])].filter((name) => !(name in params)).concat(airflow);
}

function twoAirflows(params: StageParams): string[] {
  return 'MWAA_ENVIRONMENT' in params && 'AIRFLOW_URL' in params
    ? [
        'MWAA_ENVIRONMENT and AIRFLOW_URL are both set: keep the one of the Airflow that runs the DAG, remove the other',
      ]
    : [];
}

function unknown(params: StageParams): string[] {
  return Object.keys(params)
    .filter((name) => !(name in SETTINGS))
    .map(
      (name) =>
        `${name} is no setting: is the name misspelt? The settings are ${Object.keys(SETTINGS).join(', ')}`,
    );
}

function unfit(stage: string, params: StageParams): string[] {
  return Object.entries(params).flatMap(([name, value]) => {
    const setting = SETTINGS[name];
    if (setting?.secret && !isReference(name, value)) {
      return [
        `${name} is the secret itself: store it in AWS Secrets Manager, and refer to it, for example with ${exampleOf(name, stage)}`,
      ];
    }
    return setting?.form && !setting.form.test(value)
      ? [`${name} can't be ${value}: it is ${setting.what}, for example ${exampleOf(name, stage)}`]
      : [];
  });
}

function isReference(name: string, value: string): boolean {
  return REFERENCE_ALONE.test(value) || (name.startsWith('DATABASE_') && ADDRESS_WITH_REFERENCE.test(value));
}
