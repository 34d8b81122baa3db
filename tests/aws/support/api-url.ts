import type { Aws } from './aws.ts';

/**
 * Where the HTTP API of a deployment answers on ministack. Its own address, that of AWS, leads to AWS; ministack takes the same
 * requests below a path.
 *
 * @param stack the name of the deployment's CloudFormation stack
 * @throws Error when there is no such stack, or it has no HTTP API
 */
export async function apiUrl(aws: Aws, endpoint: string, stack: string): Promise<string> {
  const xml = await aws.form('cloudformation', {
    Action: 'DescribeStacks',
    Version: '2010-05-15',
    StackName: stack,
  });
  const id = /https:\/\/([0-9a-z]+)\.execute-api\./.exec(xml)?.[1];
  if (id === undefined) {
    throw new Error(`the stack ${stack} has no output with the address of an HTTP API`);
  }
  return `${endpoint}/_aws/execute-api/${id}`;
}
