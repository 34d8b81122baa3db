import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverlessFunctions } from '../../support/serverless-functions.ts';
import { ensurePythonTools } from '../support/python-tools.ts';
import { type Packaged, type Packaging, preparePackaging } from './support/packaging.ts';
import { filesOf } from './support/secrets.ts';
import { WITH_MWAA, WITH_OWN_AIRFLOW } from './support/stage-settings.ts';
import { allowed, resourcesOf, type Template } from './support/template.ts';
import { WILDCARDS } from './support/wildcards.ts';

const STAGES = { prod: WITH_MWAA, staging: WITH_OWN_AIRFLOW } as const;

/** cfn-lint, as its own command calls it; with findings it ends with another code than 0. */
const CFN_LINT = 'import sys; from cfnlint.runner import main; sys.exit(main())';

let packaging: Packaging;
let packages: Readonly<Record<keyof typeof STAGES, Packaged>>;
beforeAll(async () => {
  packaging = await preparePackaging();
  const prod = await packaging.package('prod', { params: STAGES.prod });
  packages = { prod, staging: await packaging.package('staging', { params: STAGES.staging }) };
  console.info(`packaged in ${Object.values(packages).map(({ ms }) => `${(ms / 1000).toFixed(1)} s`)}`);
});
afterAll(() => packaging?.remove());

/** The name of a function's resource, as Serverless makes it. */
const logicalId = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1)}LambdaFunction`;

describe.each(['prod', 'staging'] as const)('the stage %s', (stage) => {
  const template = (): Template => packages[stage].template();
  const functions = () => resourcesOf(template(), 'AWS::Lambda::Function');

  test('is packaged without network and without credentials', () => {
    expect(packages[stage].outcome).toMatchObject({ code: 0 });
  });

  test('has nothing of a .env file in its templates, and nothing in what a deployment uploads beside them', () => {
    const { all, withSecret } = filesOf(packages[stage].folder);

    expect(all.length).toBe(3);
    expect(withSecret).toEqual([]);
  });

  test('has a template in which cfn-lint finds nothing', () => {
    const files = ['create', 'update'].map(
      (name) => `${packages[stage].folder}/cloudformation-template-${name}-stack.json`,
    );

    expect(execFileSync(ensurePythonTools(), ['-c', CFN_LINT, ...files], { encoding: 'utf8' })).toBe('');
  });

  test('has every function, with its own name', () => {
    const names = Object.fromEntries(functions().map(([id, { FunctionName }]) => [id, FunctionName]));

    expect(names).toEqual(
      Object.fromEntries(
        Object.keys(serverlessFunctions()).map((key) => [logicalId(key), `etl-pipeline-${stage}-${key}`]),
      ),
    );
  });

  test('allows nothing wider than one thing with a name, but what is on the list', () => {
    const wide = allowed(template()).filter(({ action, resource }) => /\*/.test(action + resource));

    expect(wide.length).toBeGreaterThan(0);
    expect(wide.filter((statement) => !WILDCARDS.some((wildcard) => wildcard.allowed(statement)))).toEqual(
      [],
    );
  });

  test('lets every function write its own log, which is kept for 30 days', () => {
    const logging = allowed(template()).filter(({ action }) => action === 'logs:PutLogEvents');

    for (const [id, { Role }] of functions()) {
      const role = JSON.stringify(Role).replace(/^.*\["(\w+)".*$/, '$1');
      const group = id.replace('LambdaFunction', 'LogGroup');
      expect(logging, id).toContainEqual(
        expect.objectContaining({ by: role, resource: JSON.stringify({ 'Fn::GetAtt': [group, 'Arn'] }) }),
      );
    }
    for (const [id, { RetentionInDays }] of resourcesOf(template(), 'AWS::Logs::LogGroup')) {
      expect(RetentionInDays, id).toBe(30);
    }
  });

  test('lets no role write a log that is not of one of its functions', () => {
    const logging = allowed(template()).filter(({ action }) => action === 'logs:PutLogEvents');

    expect(logging).toHaveLength(functions().length);
  });

  test('traces every function, and bounds how many parts are loaded at once', () => {
    for (const [id, properties] of functions()) {
      expect(properties['TracingConfig'], id).toEqual({ Mode: 'Active' });
      const reserved = id === 'LoadLambdaFunction' ? 8 : undefined;
      expect(properties['ReservedConcurrentExecutions'], id).toBe(reserved);
    }
  });

  test('runs clients of the database inside the VPC, and all others outside', () => {
    const inside = functions().filter(([, { VpcConfig }]) => VpcConfig !== undefined);
    const clients = Object.entries(serverlessFunctions()).filter(
      ([
        ,
        {
          package: { patterns },
        },
      ]) => patterns.some((pattern) => pattern.includes('rds-ca')),
    );

    expect(inside.map(([id]) => id).toSorted()).toEqual(clients.map(([key]) => logicalId(key)).toSorted());
  });

  test('lets Airflow invoke exactly the four steps', () => {
    const invoking = allowed(template()).filter(({ action }) => action === 'lambda:InvokeFunction');

    expect(invoking.map(({ by, resource }) => `${by} ${resource}`)).toEqual(
      ['Plan', 'Load', 'Publish', 'Fail'].map(
        (step) => `InvokeStepsPolicy {"Fn::GetAtt":["${step}LambdaFunction","Arn"]}`,
      ),
    );
  });

  test('lets only plan, load and publish read the input files', () => {
    const readers = resourcesOf(template(), 'AWS::IAM::Role').filter(([, { ManagedPolicyArns }]) =>
      JSON.stringify(ManagedPolicyArns).includes('InputFilesPolicy'),
    );

    expect(readers.map(([id]) => id)).toEqual(['PlanRole', 'LoadRole']);
    expect(
      allowed(template())
        .filter(({ action }) => action.startsWith('s3:'))
        .map(({ action }) => action),
    ).toEqual(['s3:GetObject', 's3:ListBucket']);
  });

  test('limits the requests that its API lets through, and logs them', () => {
    const [[, api] = []] = resourcesOf(template(), 'AWS::ApiGatewayV2::Stage');

    expect(api?.['DefaultRouteSettings']).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    expect(api?.['AccessLogSettings']).toMatchObject({ Format: expect.stringContaining('requestId') });
  });

  test('tells the address of the API, and the names of what Airflow needs', () => {
    expect(Object.keys(template().Outputs)).toEqual(
      expect.arrayContaining([
        'HttpApiUrl',
        'FunctionPrefix',
        'InvokeStepsPolicyArn',
        'PlanArn',
        'LoadArn',
        'PublishArn',
        'FailArn',
      ]),
    );
  });
});

test('files that arrive start no run, unless a stage asks for it', () => {
  expect(resourcesOf(packages.prod.template(), 'AWS::Events::Rule')).toEqual([]);
  expect(resourcesOf(packages.prod.template(), 'AWS::Lambda::EventSourceMapping')).toEqual([]);
  expect(resourcesOf(packages.staging.template(), 'AWS::Events::Rule')).toHaveLength(1);
});

test('an event that can not be handled is put aside, wherever AWS calls a function by itself', () => {
  const template = packages.staging.template();

  const targets = resourcesOf(template, 'AWS::Events::Rule').map(([, { Targets }]) => Targets);
  const sources = resourcesOf(template, 'AWS::Lambda::EventSourceMapping');
  const queues = resourcesOf(template, 'AWS::SQS::Queue').filter(([, { RedrivePolicy }]) => RedrivePolicy);

  expect(targets).toEqual([[expect.objectContaining({ DeadLetterConfig: expect.anything() })]]);
  expect(sources.map(([, { EventSourceArn }]) => EventSourceArn)).toEqual(
    queues.map(([id]) => ({ 'Fn::GetAtt': [id, 'Arn'] })),
  );
});

test('functions that start or end runs on MWAA are its users, those that look are its viewers', () => {
  const onAirflow = allowed(packages.prod.template()).filter(
    ({ action }) => action === 'airflow:InvokeRestApi',
  );

  expect(onAirflow.map(({ by, resource }) => [by, /role\/.*(?=")/.exec(resource)?.[0]])).toEqual([
    ['StartRunsPolicy', 'role/my-airflow/User'],
    ['SeeRunsPolicy', 'role/my-airflow/Viewer'],
  ]);
});

test('with an Airflow of your own nothing is allowed on MWAA', () => {
  const actions = allowed(packages.staging.template()).map(({ action }) => action);

  expect(actions.filter((action) => action.startsWith('airflow:'))).toEqual([]);
});

test('below a prefix, only that prefix may be listed', () => {
  const template = JSON.stringify(packages.prod.template().Resources['InputFilesPolicy']);

  expect(template).toContain('"Condition":{"StringLike":{"s3:prefix":["in/put","in/put/*"]}}');
});

test('settings that a stage does not have are not in its template', () => {
  const [[, load] = []] = resourcesOf(packages.prod.template(), 'AWS::Lambda::Function').filter(([id]) =>
    id.startsWith('Load'),
  );

  expect(load?.['Environment']).toEqual({
    Variables: {
      DATABASE_URL: '{{resolve:secretsmanager:etl-pipeline/prod:SecretString:DATABASE_URL}}',
      DATABASE_READ_URL: '{{resolve:secretsmanager:etl-pipeline/prod:SecretString:DATABASE_READ_URL}}',
      API_KEY: '{{resolve:secretsmanager:etl-pipeline/prod:SecretString:API_KEY}}',
      MWAA_ENVIRONMENT: 'my-airflow',
      LOG_LEVEL: 'info',
      ETL_DATA_DIR: 's3://my-bucket/in/put',
    },
  });
});
