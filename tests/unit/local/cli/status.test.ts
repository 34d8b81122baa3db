import { expect, test } from 'vitest';
import { addressTable } from '../../../../local/cli/status.ts';
import { readSettings } from '../../../../local/stack/settings.ts';

const settings = readSettings({ API_PORT: '5001' }, '/project');
const text = (of: typeof settings) => addressTable(of).join('\n');

test('the dashboard comes first', () => {
  const [first] = addressTable(settings);

  expect(first).toMatch(/^Dashboard {2}http:\/\/127\.0\.0\.1:5001\/ /);
});

test.each(['trigger-etl', 'runs', 'features', 'check/table', 'health', 'metrics', 'docs'])(
  'the route /%s is in the table',
  (route) => {
    expect(text(settings)).toContain(`http://127.0.0.1:5001/${route} `);
  },
);

test('addresses stand in one column', () => {
  const rows = addressTable(settings);

  const gaps = rows.map((row) => row.slice('Dashboard'.length, 'Dashboard'.length + 2));
  expect(new Set(gaps)).toEqual(new Set(['  ']));
});

test('what runs as Airflow is told', () => {
  expect(text(settings)).toContain('(emulator, airflow/airflow)');
  expect(text({ ...settings, realAirflow: true })).toContain('user interface, airflow/airflow');
});

test('the files are those that the model names', () => {
  const chosen = readSettings({ ETL_MODEL: 'models/cars' }, '/project');

  expect(text(chosen)).toMatch(/\/project\/models\/cars\/data +the files that models\/cars\/inputs.ts names/);
});
