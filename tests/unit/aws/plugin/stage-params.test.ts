import { expect, test } from 'vitest';
import { stageParams } from '../../../../aws/plugin/stage-params.ts';

test('the command line comes before the stage, which comes before the default', () => {
  const sections = {
    default: { LOG_LEVEL: 'info', REGION: 'us-east-1', ARRIVAL: 'DISABLED' },
    prod: { REGION: 'eu-west-1', ARRIVAL: 'ENABLED' },
    staging: { REGION: 'eu-north-1' },
  };

  expect(stageParams('prod', { sections, commandLine: ['ARRIVAL=DISABLED'] })).toEqual({
    LOG_LEVEL: 'info',
    REGION: 'eu-west-1',
    ARRIVAL: 'DISABLED',
  });
});

test('a section of which every line is a comment is none', () => {
  expect(
    stageParams('prod', { sections: { default: { REGION: 'us-east-1' }, prod: null }, commandLine: [] }),
  ).toEqual({
    REGION: 'us-east-1',
  });
});

test('a setting without a value is not set', () => {
  const sections = { prod: { LOG_LEVEL: '', ETL_AS_OF: null } };

  expect(stageParams('prod', { sections, commandLine: [] })).toEqual({});
});

test('a value may have an equals sign in it', () => {
  const commandLine = ['AIRFLOW_URL=https://airflow.example.com/?a=b'];

  expect(stageParams('prod', { sections: {}, commandLine })).toEqual({
    AIRFLOW_URL: 'https://airflow.example.com/?a=b',
  });
});
