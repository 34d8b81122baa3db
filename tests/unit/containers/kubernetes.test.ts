import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly selector: unknown;
    readonly ports: readonly { readonly port: number }[];
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: { readonly containers: readonly PodContainer[] };
    };
  };
}

interface PodContainer {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly containerPort: number }[];
  readonly readinessProbe: { readonly exec: { readonly command: readonly string[] } };
}

const documents = parseAllDocuments(readFileSync('examples/kubernetes/etl-pipeline.yaml', 'utf8'));
const manifests: readonly Manifest[] = documents.map((document) => document.toJS());
const named = (kind: string, name: string) =>
  manifests.find((each) => each.kind === kind && each.metadata.name === name);

/** What the containers of Compose are given. */
const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }).services;
const s3 = parse(readFileSync('docker-compose.s3.yml', 'utf8')).services;

test('is YAML without an error', () => {
  expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
});

test.each(['etl-pipeline-api', 'etl-pipeline-steps'])(
  'the Service %s leads to the pods of its Deployment',
  (name) => {
    const { labels } = named('Deployment', name)?.spec.template.metadata ?? {};
    const container = named('Deployment', name)?.spec.template.spec.containers[0];

    expect(named('Service', name)?.spec.selector).toEqual(labels);
    expect(named('Deployment', name)?.spec.selector).toEqual({ matchLabels: labels });
    expect(named('Service', name)?.spec.ports.map(({ port }) => port)).toEqual(
      container?.ports.map(({ containerPort }) => containerPort),
    );
  },
);

test.each(['etl-pipeline-api', 'etl-pipeline-steps'])('%s serves what it serves in Compose', (name) => {
  const env = named('Deployment', name)?.spec.template.spec.containers[0]?.env ?? [];
  const values = Object.fromEntries(env.map((each) => [each.name, each.value]));

  expect(values['ETL_SERVES']).toBe(compose[name].environment['ETL_SERVES']);
  expect(values['API_ALLOWED_HOSTS']).toContain(name);
});

test('every setting is one that Compose has, too', () => {
  const known = ['etl-pipeline-api', 'etl-pipeline-steps'].flatMap((name) => [
    ...Object.keys(compose[name].environment),
    ...Object.keys(s3[name].environment),
  ]);
  const set = manifests.flatMap(({ data = {}, stringData = {} }) => [
    ...Object.keys(data),
    ...Object.keys(stringData),
  ]);

  expect(set.length).toBeGreaterThan(5);
  expect(set.filter((name) => !known.includes(name))).toEqual([]);
});

test('the probes are the health check of the image', () => {
  const checked = /^ +CMD (\["node".*health-check.*\])$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1] ?? '';
  const probes = manifests
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ spec }) => spec.template.spec.containers[0]?.readinessProbe.exec.command);

  expect(probes).toEqual([JSON.parse(checked), JSON.parse(checked)]);
});
