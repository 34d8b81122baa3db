import type { SettingProblems } from './problems.ts';
import { SETTINGS } from './settings.ts';

/** Shown in place of a name that stands for two. */
const ALTERNATIVES: Readonly<Record<string, string>> = {
  'MWAA_ENVIRONMENT or AIRFLOW_URL': 'MWAA_ENVIRONMENT',
};

/**
 * Tells a person what keeps a stage from being packaged: all of it at once, where to set it, and an example.
 *
 * @returns undefined when nothing does
 */
export function problemMessage(stage: string, { missing, unusable }: SettingProblems): string | undefined {
  if (missing.length + unusable.length === 0) {
    return undefined;
  }
  const names = missing.map((name) => [name, ALTERNATIVES[name] ?? name] as const);
  const width = Math.max(0, ...missing.map((name) => name.length));
  const example = names.map(([, name]) => `    ${name}: ${exampleOf(name, stage)}`);
  return [
    `The stage ${stage} can't be packaged for AWS.`,
    ...(missing.length > 0
      ? [
          '',
          'Settings that are missing:',
          ...names.map(([shown, name]) => `  ${shown.padEnd(width)}  ${meaning(name)}`),
        ]
      : []),
    ...(unusable.length > 0
      ? ['', "Settings that can't be used:", ...unusable.map((text) => `  ${text}`)]
      : []),
    ...(missing.length > 0
      ? ['', `Set them in aws/stages.yml, for example:`, `  ${stage}:`, ...example]
      : ['', 'They are set in aws/stages.yml, or with --param.']),
    '',
    'docs/deploy-aws.md says how to get each of them. For one command: --param "NAME=value".',
    `Settings in the environment or in .env files count for the stage local only: run Serverless without --stage for that.`,
  ].join('\n');
}

const meaning = (name: string): string => SETTINGS[name]?.what ?? '';

const exampleOf = (name: string, stage: string): string =>
  (SETTINGS[name]?.example ?? '').replace('STAGE', stage);
