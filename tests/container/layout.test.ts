import { describe, expect, test } from 'vitest';
import { type Container, compose, composeWith, containers } from './support/compose.ts';
import { flowerUrl } from './support/stack.ts';

/** The services whose containers are so, which a failed test then names. */
async function servicesWhere(isSo: (container: Container) => boolean): Promise<string[]> {
  return [...(await containers())].filter(([, container]) => isSo(container)).map(([service]) => service);
}

describe('the containers', () => {
  test('are those of the mission, healthy or ended well', async () => {
    const states = [...(await containers())].map(([service, { State }]) => [
      service,
      State.Health?.Status ?? `${State.Status} ${State.ExitCode}`,
    ]);

    const running = [
      ...['airflow-dag-processor', 'airflow-scheduler', 'airflow-triggerer', 'airflow-webserver'],
      ...[
        'airflow-worker',
        'etl-pipeline-api',
        'etl-pipeline-db',
        'etl-pipeline-steps',
        'flower',
        'postgres',
        'redis',
        'redis-http',
      ],
    ];
    expect(Object.fromEntries(states)).toEqual({
      ...Object.fromEntries(running.map((service) => [service, 'healthy'])),
      'airflow-init': 'exited 0',
      'etl-pipeline-bootstrap': 'exited 0',
    });
  });

  test('publish three ports, on 127.0.0.1 only', async () => {
    const published = [...(await containers())].flatMap(([service, { NetworkSettings }]) =>
      Object.entries(NetworkSettings.Ports).flatMap(([inside, hosts]) =>
        (hosts ?? []).map(({ HostIp }) => `${service} ${inside} ${HostIp}`),
      ),
    );

    expect(published.sort()).toEqual([
      'airflow-webserver 8080/tcp 127.0.0.1',
      'etl-pipeline-api 5000/tcp 127.0.0.1',
      'flower 5555/tcp 127.0.0.1',
    ]);
  });

  test('mount the folders of this repository read-only', async () => {
    const writable = [...(await containers())].flatMap(([service, { Mounts }]) =>
      Mounts.filter(({ Type, RW }) => Type === 'bind' && RW).map(
        ({ Destination }) => `${service} ${Destination}`,
      ),
    );

    expect(writable).toEqual([]);
  });

  test('have a memory limit', async () => {
    const unlimited = await servicesWhere(({ HostConfig }) => HostConfig.Memory <= 0);

    expect(unlimited).toEqual([]);
  });

  test('have not met their memory limit', async () => {
    const killed = await servicesWhere(({ State }) => State.OOMKilled);

    expect(killed).toEqual([]);
  });

  test('have a limit of processes', async () => {
    const unlimited = await servicesWhere(({ HostConfig }) => (HostConfig.PidsLimit ?? 0) <= 0);

    expect(unlimited).toEqual([]);
  });

  test('have no capability but those with which the entry point of Redis becomes another user', async () => {
    const kept = await servicesWhere(({ HostConfig }) => HostConfig.CapDrop?.join() !== 'ALL');
    const added = [...(await containers())].flatMap(([service, { HostConfig }]) =>
      (HostConfig.CapAdd ?? []).map((capability) => `${service} ${capability.replace('CAP_', '')}`),
    );

    expect(kept).toEqual([]);
    expect(added.sort()).toEqual(['redis SETGID', 'redis SETPCAP', 'redis SETUID']);
  });

  test('can gain no privilege', async () => {
    const able = await servicesWhere(
      ({ HostConfig }) => !HostConfig.SecurityOpt?.includes('no-new-privileges:true'),
    );

    expect(able).toEqual([]);
  });

  test('of ours run as a user without rights on a read-only file system', async () => {
    const found = await containers();

    const services = ['etl-pipeline-api', 'etl-pipeline-bootstrap', 'etl-pipeline-steps'];
    const ours = services.map((service) => found.get(service));
    expect(ours.map((each) => [each?.Config.User, each?.HostConfig.ReadonlyRootfs])).toEqual(
      services.map(() => ['node', true]),
    );
  });

  test.each(['etl-pipeline-api', 'etl-pipeline-steps'])('%s has node as process 1', async (service) => {
    const name = await compose('exec', '-T', service, 'readlink', '/proc/1/exe');

    expect(name.trim()).toMatch(/\/node$/);
  });
});

describe('the functions', () => {
  const portsThatAnswer = `Promise.all([5000, 3002].map((port) => fetch('http://127.0.0.1:' + port).then(() => port, () => 0)))
    .then((ports) => console.log(ports.filter(Boolean).join()))`;
  const invoked = (
    name: string,
  ) => `fetch('http://127.0.0.1:3002/2015-03-31/functions/etl-pipeline-local-${name}/invocations',
    { method: 'POST', body: '{}' }).then(({ status }) => console.log(status))`;
  const inside = async (service: string, script: string) =>
    (await compose('exec', '-T', service, 'node', '-e', script)).trim();

  test('of the steps are in etl-pipeline-steps, which has no routes', async () => {
    expect(await inside('etl-pipeline-steps', portsThatAnswer)).toBe('3002');
    expect(await inside('etl-pipeline-steps', invoked('checkTable'))).toBe('404');
  });

  test('of the routes are in etl-pipeline-api, which has no steps', async () => {
    expect(await inside('etl-pipeline-api', invoked('load'))).toBe('404');
  });
});

describe('docker-compose.s3.yml', () => {
  const s3 = {
    COMPOSE_FILE: 'docker-compose.yml:docker-compose.s3.yml',
    ETL_DATA_DIR: 's3://bucket/prefix',
    AWS_ENDPOINT_URL_S3: 'http://storage.example:9000',
    AWS_REGION: 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
  };

  test('gives the steps the address and the keys, and no folder', async () => {
    const { services } = JSON.parse(await composeWith(s3, 'config', '--format', 'json'));
    const { environment, volumes } = services['etl-pipeline-steps'];
    const { COMPOSE_FILE: _, ...settings } = s3;

    expect(environment).toMatchObject(settings);
    expect(volumes).toMatchObject([{ type: 'tmpfs', target: '/data' }]);
  });

  test('gives the API the address, and no key', async () => {
    const { services } = JSON.parse(await composeWith(s3, 'config', '--format', 'json'));
    const { environment } = services['etl-pipeline-api'];

    expect(environment.ETL_DATA_DIR).toBe('s3://bucket/prefix');
    expect(Object.keys(environment).filter((name) => name.startsWith('AWS_'))).toEqual([]);
  });
});

test('Flower lets nobody in without a password', async () => {
  const { status } = await fetch(flowerUrl);

  expect(status).toBe(401);
});

test('airflow-cli reaches the same Airflow', async () => {
  const printed = await compose(
    'run',
    '--rm',
    '--no-deps',
    'airflow-cli',
    'dags',
    'list',
    '--output',
    'plain',
  );

  expect(printed).toContain('etl_pipeline');
});
