import type { SettingProblems } from './problems.ts';
import { exampleOf, SETTINGS } from './settings.ts';

/**
 * Tells a person what keeps a stage from being packaged: all of it at once, where to set it, and an example.
 *
 * @returns undefined when nothing does
 */
export function problemMessage(stage: string, { missing, unusable }: SettingProblems): string | undefined {
  if (missing.length + unusable.length === 0) {
    return undefined;
  }
  const toSet = missing.map((name) => alternatives(name)[0] ?? name);
  const width = Math.max(0, ...missing.map((name) => name.length));
  const example = toSet.map((name) => `    ${name}: ${exampleOf(name, stage)}`);
  return [
    `The stage ${stage} can't be packaged for AWS.`,
    ...(missing.length > 0
      ? [
          '',
          'Settings that are missing:',
          ...missing.map((name) => `  ${name.padEnd(width)}  ${meaning(name)}`),
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

/** A name may stand for two, `A or B`, of which one is needed: the example sets the first. */
const alternatives = (name: string): string[] => name.split(' or ');

const meaning = (name: string): string =>
  alternatives(name)
    .map((each) => SETTINGS[each]?.what ?? '')
    .join(', or ');
