import { expect, test } from 'vitest';
import { problemMessage } from '../../../../aws/plugin/message.ts';

test('without problems there is nothing to say', () => {
  expect(problemMessage('prod', { missing: [], unusable: [] })).toBeUndefined();
});

test('what is missing is named with its meaning, and with lines for aws/stages.yml', () => {
  const message = problemMessage('staging', { missing: ['API_KEY', 'ETL_DATA_DIR'], unusable: [] });

  expect(message).toMatch(/^The stage staging can't be packaged/);
  expect(message).toContain('  ETL_DATA_DIR  the bucket and the prefix of the input files');
  expect(message).toContain(
    "  staging:\n    API_KEY: '{{resolve:secretsmanager:etl-pipeline/staging:SecretString:API_KEY}}'\n    ETL_DATA_DIR: s3://my-bucket/input",
  );
});

test('where one of two settings is missing, the example sets the first', () => {
  const message = problemMessage('prod', { missing: ['MWAA_ENVIRONMENT or AIRFLOW_URL'], unusable: [] });

  expect(message).toMatch(
    / {2}MWAA_ENVIRONMENT or AIRFLOW_URL {2}the name .*, or the address of your own Airflow$/m,
  );
  expect(message).toContain('    MWAA_ENVIRONMENT: my-airflow');
});

test('what can not be used stands below it', () => {
  const message = problemMessage('prod', { missing: [], unusable: ['ARRIVAL can’t be on'] });

  expect(message).toContain("Settings that can't be used:\n  ARRIVAL can’t be on");
  expect(message).not.toContain('missing');
});
