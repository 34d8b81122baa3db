import { type Aws, connectAws } from './aws.ts';

const VERSION = '2010-05-08';

/**
 * Makes the role that Airflow runs as. It may do nothing until somebody attaches a policy to it.
 *
 * @returns AWS as somebody with this role calls it
 */
export async function makeAirflowRole(aws: Aws, endpoint: string, role: string): Promise<Aws> {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  };
  const made = await aws.form('iam', {
    ...{ Action: 'CreateRole', Version: VERSION, RoleName: role },
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  const session = await aws.form('sts', {
    ...{ Action: 'AssumeRole', Version: '2011-06-15', RoleSessionName: 'airflow' },
    RoleArn: member(made, 'Arn'),
  });
  return connectAws(endpoint, {
    accessKeyId: member(session, 'AccessKeyId'),
    secretAccessKey: member(session, 'SecretAccessKey'),
    sessionToken: member(session, 'SessionToken'),
  });
}

/** Attaches the policy that a deployment made for Airflow, as docs/deploy-aws.md says. */
export async function attachInvokeStepsPolicy(aws: Aws, role: string, stack: string): Promise<void> {
  const described = await aws.form('cloudformation', {
    ...{ Action: 'DescribeStacks', Version: '2010-05-15', StackName: stack },
  });
  const policy = /InvokeStepsPolicyArn<\/OutputKey>\s*<OutputValue>([^<]+)</.exec(described)?.[1] ?? '';
  await aws.form('iam', { Action: 'AttachRolePolicy', Version: VERSION, RoleName: role, PolicyArn: policy });
}

function member(xml: string, name: string): string {
  const value = new RegExp(`<${name}>([^<]+)<`).exec(xml)?.[1];
  if (value === undefined) {
    throw new Error(`there is no ${name} in ${xml}`);
  }
  return value;
}
