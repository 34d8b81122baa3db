import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { bootstrap } from '../../../local/stack/bootstrap.ts';
import { newFolder } from '../../support/new-folder.ts';
import { copyProject } from '../../support/project-copy.ts';
import { apiUrl } from '../support/api-url.ts';
import { connectAws } from '../support/aws.ts';
import { makeBucket, putFolder } from '../support/bucket.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { KEYS, startMinistack } from '../support/ministack.ts';
import { startServices } from '../support/services.ts';
import { sls } from '../support/sls.ts';
import { FUNCTION_PREFIX, STAGE, stageSettings } from '../support/stage.ts';

/** Where the files are. */
const BUCKET = 'etl-input-files';

/** What the tests of a deployment share. */
export interface Deployment {
  /** Of ministack. */
  readonly endpoint: string;
  /** Where the HTTP API answers. */
  readonly api: string;
  /** Where faults between the functions and S3 are asked for. */
  readonly s3Proxy: string;
  /** The copy of the project that was deployed. */
  readonly projectDir: string;
  /** The environment of `sls deploy`. */
  readonly settings: Readonly<Record<string, string>>;
  /** The superuser's address of the database. */
  readonly adminUrl: string;
  /** What the deployment has printed. */
  readonly deployed: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    deployment: Deployment;
  }
}

/** Starts ministack and the services, and deploys a copy of the project there; what is returned stops and removes all. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = newFolder();
  const copy = copyProject();
  const ministack = await startMinistack(folder.path);
  const aws = connectAws(ministack.endpoint, KEYS);
  const services = await startServices(aws, FUNCTION_PREFIX);
  const s3Proxy = await startFaultProxy(ministack.endpoint);
  await makeBucket(aws, BUCKET);
  await putFolder(aws, BUCKET, 'data', 'data');

  execFileSync(process.execPath, ['build.ts'], { cwd: copy.path });
  await bootstrap(copy.path, services);
  const settings = {
    ...ministack.environment,
    ...stageSettings(services, s3Proxy.url, `s3://${BUCKET}/data`),
  };
  const { code, stdout, stderr } = await sls(copy.path, ['deploy', '--stage', STAGE], settings);
  if (code !== 0) {
    throw new Error(`the deployment failed: ${stdout}${stderr}\n${ministack.log().slice(-2000)}`);
  }
  provide('deployment', {
    ...{ endpoint: ministack.endpoint, s3Proxy: s3Proxy.url, projectDir: copy.path, settings },
    api: await apiUrl(aws, ministack.endpoint, FUNCTION_PREFIX.slice(0, -1)),
    adminUrl: services.database.admin,
    deployed: stdout + stderr,
  });
  return async () => {
    await ministack.stop();
    await Promise.all([s3Proxy.close(), services.stop()]);
    copy.remove();
    folder.remove();
  };
}
