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

test('it fits 80 columns, with five digits in every port too', () => {
  const ports = { API_PORT: '54321', LAMBDA_PORT: '54322', AIRFLOW_PORT: '54323', REDIS_PORT: '54325' };

  const lines = addressTable(readSettings(ports, '/project'), 80);

  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.join('\n')).toContain('is it filled?');
});

test('on a narrower terminal the addresses stand alone', () => {
  const lines = addressTable(settings, 60);

  expect(lines.filter((line) => line.length > 60)).toEqual([]);
  expect(lines.join('\n')).toContain('http://127.0.0.1:5001/docs');
});

test('addresses stand in one column', () => {
  const rows = addressTable(settings);

  const gaps = rows.map((row) => row.slice('Dashboard'.length, 'Dashboard'.length + 2));
  expect(new Set(gaps)).toEqual(new Set(['  ']));
});

test('what runs as Airflow is told', () => {
  expect(text(settings)).toContain('emulator, REST v2');
  expect(text({ ...settings, realAirflow: true })).toContain('user airflow/airflow');
});

test('the files are those that the model names', () => {
  const chosen = readSettings({ ETL_MODEL: 'models/cars' }, '/project');

  expect(text(chosen)).toMatch(
    /\/project\/models\/cars\/data\n +\(the files that models\/cars\/inputs.ts names\)/,
  );
});
