import { type Aws, accepted } from './aws.ts';

/** What there is in an account, of all that a deployment makes and docs/deploy-aws.md has somebody make: `function etl-pipeline-prod-plan`. */
export async function everythingIn(aws: Aws): Promise<readonly string[]> {
  const kinds = await Promise.all(Object.entries(KINDS).map(([kind, names]) => named(kind, names(aws))));
  return kinds.flat().sort();
}

async function named(kind: string, names: Promise<readonly string[]>): Promise<readonly string[]> {
  return (await names).map((name) => `${kind} ${name}`);
}

const KINDS: Readonly<Record<string, (aws: Aws) => Promise<readonly string[]>>> = {
  api: (aws) => ofRest(aws, 'apigateway', '/v2/apis', /"apiId":\s*"([^"]+)"/g),
  bucket: (aws) => ofRest(aws, 's3', '/', /<Name>([^<]+)</g),
  function: (aws) => ofRest(aws, 'lambda', '/2015-03-31/functions/', /"FunctionName":\s*"([^"]+)"/g),
  'log group': async (aws) =>
    namesIn(
      JSON.stringify(await aws.json('logs', 'Logs_20140328.DescribeLogGroups', {})),
      /"logGroupName":"([^"]+)"/g,
    ),
  policy: (aws) =>
    ofForm(
      aws,
      'iam',
      { Action: 'ListPolicies', Version: '2010-05-08', Scope: 'Local' },
      /<PolicyName>([^<]+)</g,
    ),
  role: (aws) => ofForm(aws, 'iam', { Action: 'ListRoles', Version: '2010-05-08' }, /<RoleName>([^<]+)</g),
  rule: async (aws) =>
    namesIn(JSON.stringify(await aws.json('events', 'AWSEvents.ListRules', {})), /"Name":"([^"]+)"/g),
  secret: async (aws) =>
    namesIn(
      JSON.stringify(await aws.json('secretsmanager', 'secretsmanager.ListSecrets', {})),
      /"Name":"([^"]+)"/g,
    ),
  'security group': (aws) =>
    ofForm(aws, 'ec2', { Action: 'DescribeSecurityGroups', Version: '2016-11-15' }, /<groupName>([^<]+)</g),
  stack: (aws) =>
    ofForm(
      aws,
      'cloudformation',
      { Action: 'DescribeStacks', Version: '2010-05-15' },
      /<StackName>([^<]+)</g,
    ),
  'VPC endpoint': (aws) =>
    ofForm(aws, 'ec2', { Action: 'DescribeVpcEndpoints', Version: '2016-11-15' }, /<vpcEndpointId>([^<]+)</g),
  subnet: (aws) =>
    ofForm(aws, 'ec2', { Action: 'DescribeSubnets', Version: '2016-11-15' }, /<subnetId>([^<]+)</g),
  'route table': (aws) =>
    ofForm(aws, 'ec2', { Action: 'DescribeRouteTables', Version: '2016-11-15' }, /<routeTableId>([^<]+)</g),
  address: (aws) =>
    ofForm(aws, 'ec2', { Action: 'DescribeAddresses', Version: '2016-11-15' }, /<allocationId>([^<]+)</g),
  'NAT gateway': (aws) =>
    ofForm(
      aws,
      'ec2',
      {
        Action: 'DescribeNatGateways',
        Version: '2016-11-15',
        'Filter.1.Name': 'state',
        'Filter.1.Value.1': 'available',
      },
      /<natGatewayId>([^<]+)</g,
    ),
  database: (aws) =>
    ofForm(
      aws,
      'rds',
      { Action: 'DescribeDBInstances', Version: '2014-10-31' },
      /<DBInstanceIdentifier>([^<]+)</g,
    ),
};

async function ofRest(aws: Aws, service: string, path: string, pattern: RegExp): Promise<string[]> {
  return namesIn(await accepted(service, await aws.send(service, path)), pattern);
}

async function ofForm(
  aws: Aws,
  service: string,
  members: Readonly<Record<string, string>>,
  pattern: RegExp,
): Promise<string[]> {
  return namesIn(await aws.form(service, members), pattern);
}

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);
