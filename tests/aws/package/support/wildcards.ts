import type { Allowed } from './template.ts';

/** What may have a `*`, and why. */
interface Wildcard {
  readonly allowed: (statement: Allowed) => boolean;
  readonly because: string;
}

const XRAY = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

const NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** Every permission that is wider than one thing with a name. What is not on this list fails the tests. */
export const WILDCARDS: readonly Wildcard[] = [
  {
    allowed: ({ by, action, resource }) =>
      by === 'TracingPolicy' && XRAY.includes(action) && resource === '*',
    because: 'X-Ray knows no resource of a trace',
  },
  {
    allowed: ({ by, action, resource }) =>
      by === 'NetworkPolicy' && NETWORK.includes(action) && resource === '*',
    because:
      'Lambda, not the function, makes the interfaces, and asks for these actions on everything; the code itself is denied them',
  },
  {
    allowed: ({ by, action, resource }) =>
      by === 'InputFilesPolicy' && action === 's3:GetObject' && /:s3:::[a-z0-9./-]+\/\*"}$/.test(resource),
    because: 'the input files are all objects below the prefix',
  },
];
