import { describe, expect, test } from 'vitest';
import { type Container, compose, containers } from './support/compose.ts';
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

    const ours = ['etl-pipeline-api', 'etl-pipeline-bootstrap'].map((service) => found.get(service));
    expect(ours.map((each) => [each?.Config.User, each?.HostConfig.ReadonlyRootfs])).toEqual([
      ['node', true],
      ['node', true],
    ]);
  });

  test('of ours have node as process 1', async () => {
    const name = await compose('exec', '-T', 'etl-pipeline-api', 'readlink', '/proc/1/exe');

    expect(name.trim()).toMatch(/\/node$/);
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
