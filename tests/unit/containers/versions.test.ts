import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const compose = readFileSync('docker-compose.yml', 'utf8');
const dockerfile = readFileSync('Dockerfile', 'utf8');
const requirements = readFileSync('dags/requirements.txt', 'utf8');

const imagesIn = (text: string, key: RegExp) => [...text.matchAll(key)].map(([, image = '']) => image);
const images = imagesIn(compose, /^ +image: (\S+)/gm);
const baseImages = imagesIn(dockerfile, /^FROM (\S+)/gm);

test('the containers run the Airflow that dags/requirements.txt pins', () => {
  const pinned = /^apache-airflow==(\S+)$/m.exec(requirements)?.[1];

  expect(images.filter((image) => image.startsWith('apache/airflow:'))).toEqual([`apache/airflow:${pinned}`]);
});

test('every image has a tag that says its version', () => {
  const others = [...images, ...baseImages].filter((image) => image !== 'etl-pipeline:local');

  expect(others.length).toBeGreaterThan(4);
  expect(others.filter((image) => !/:\d/.test(image))).toEqual([]);
});

test('the image has the Node of serverless.yml', () => {
  const runtime = /^ +runtime: nodejs(\d+)\.x$/m.exec(readFileSync('serverless.yml', 'utf8'))?.[1];

  expect(new Set(baseImages)).toEqual(new Set([`node:${runtime}-bookworm-slim`]));
});

test('the DAG invokes the functions by the names that serverless.yml gives them', () => {
  const yaml = readFileSync('serverless.yml', 'utf8');
  const service = /^service: (\S+)$/m.exec(yaml)?.[1];
  const stage = /stage: \$\{opt:stage, '(\w+)'\}/.exec(yaml)?.[1];

  expect(compose).toContain(`ETL_FUNCTION_PREFIX: ${service}-${stage}-\n`);
});
