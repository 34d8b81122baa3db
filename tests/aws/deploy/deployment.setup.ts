import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { bootstrap } from '../../../local/stack/bootstrap.ts';
import { newFolder } from '../../support/new-folder.ts';
import { copyProject } from '../../support/project-copy.ts';
import { attachInvokeStepsPolicy, makeAirflowRole } from '../support/airflow-role.ts';
import { apiUrl } from '../support/api-url.ts';
import { connectAws } from '../support/aws.ts';
import { BUCKET, makeBucket, putFolder, sendEvents } from '../support/bucket.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { KEYS, startMinistack } from '../support/ministack.ts';
import { startServices } from '../support/services.ts';
import { sls } from '../support/sls.ts';
import { FUNCTION_PREFIX, makeSecret, STAGE, stageArguments } from '../support/stage.ts';

/** Where the files are. */
const LOCATION = `s3://${BUCKET}/data`;

/** The role that Airflow has. */
const AIRFLOW_ROLE = 'role-of-airflow';

/** What the tests of a deployment share. */
export interface Deployment {
  /** Of ministack. */
  readonly endpoint: string;
  /** Where the HTTP API answers. */
  readonly api: string;
  /** Where faults between the functions and S3 are asked for. */
  readonly s3Proxy: string;
  /** The superuser's address of the database. */
  readonly adminUrl: string;
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
  const services = await startServices(
    await makeAirflowRole(aws, ministack.endpoint, AIRFLOW_ROLE),
    FUNCTION_PREFIX,
  );
  const s3Proxy = await startFaultProxy(ministack.endpoint);
  await makeBucket(aws, BUCKET);
  await sendEvents(aws, BUCKET);
  await putFolder(aws, BUCKET, 'data', 'data');

  execFileSync(process.execPath, ['build.ts'], { cwd: copy.path });
  await bootstrap(copy.path, services);
  await makeSecret(aws, services);
  const deploy = ['deploy', '--stage', STAGE, ...stageArguments(services, s3Proxy.url, LOCATION)];
  const { code, stdout, stderr } = await sls(copy.path, deploy, ministack.environment);
  if (code !== 0) {
    throw new Error(`the deployment failed: ${stdout}${stderr}\n${ministack.log().slice(-2000)}`);
  }
  await attachInvokeStepsPolicy(aws, AIRFLOW_ROLE, FUNCTION_PREFIX.slice(0, -1));
  provide('deployment', {
    ...{ endpoint: ministack.endpoint, s3Proxy: s3Proxy.url },
    api: await apiUrl(aws, ministack.endpoint, FUNCTION_PREFIX.slice(0, -1)),
    adminUrl: services.database.admin,
  });
  return async () => {
    await ministack.stop();
    await Promise.all([s3Proxy.close(), services.stop()]);
    copy.remove();
    folder.remove();
  };
}
