import { defineConfig } from 'vitest/config';
import { secondThread } from './tests/support/second-thread.ts';

/** What the build puts into the functions, for projects that run lib/ from its sources. */
const define = { AGGREGATE_WORKER: JSON.stringify(secondThread()) };

/**
 * One project per kind of test, so that `vitest --project unit` needs no service. Time-outs are generous:
 * machines are shared, and a slow one must not turn a right answer into a failure.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        define,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: ['tests/support/without-settings.ts'],
          testTimeout: 120_000,
        },
      },
      {
        define,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/integration/postgres.setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          // There is one real Airflow, and runs that one file starts would be in another's way.
          fileParallelism: !process.env['CONTRACT_AIRFLOW_URL'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        // Needs Docker and a running stack: part of no other run.
        test: {
          name: 'container',
          include: ['tests/container/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        // Installs a real Airflow with Python and starts it: part of no other run.
        test: {
          name: 'native',
          include: ['tests/native/**/*.test.ts', 'tests/contract/airflow/**/*.test.ts'],
          globalSetup: ['tests/native/native.setup.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        // Installs the oldest Airflow that we support with Python and starts it: part of no other run.
        test: {
          name: 'oldest-airflow',
          include: [
            'tests/oldest-airflow/**/*.test.ts',
            'tests/contract/airflow/{dag,dag-runs,login,mwaa,refusals}.test.ts',
          ],
          globalSetup: ['tests/oldest-airflow/airflow.setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        // Installs schemathesis with Python: part of no other run.
        test: {
          name: 'schemathesis',
          include: ['tests/schemathesis/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        // Installs ministack and cfn-lint with Python: part of no other run.
        test: {
          name: 'aws',
          include: ['tests/aws/**/*.test.ts'],
          exclude: ['tests/aws/deploy/**'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        // The part of it that shares one deployment on ministack.
        test: {
          name: 'aws-deploy',
          include: ['tests/aws/deploy/**/*.test.ts'],
          globalSetup: ['tests/aws/deploy/deployment.setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        // Needs Chromium: part of no other run.
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          // They share the project's dist/ and its .env.local, which each stack that starts writes.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
