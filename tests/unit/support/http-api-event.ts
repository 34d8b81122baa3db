import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** An event of API Gateway's HTTP API, payload format 2.0, with all that it has in it: GET / unless told. */
export function httpApiEvent(given: Given = {}): APIGatewayProxyEventV2 {
  const { method = 'GET', path = '/', headers = {}, query, body, isBase64Encoded = false } = given;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { accept: '*/*', host: 'abc123.execute-api.us-east-1.amazonaws.com', ...headers },
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc123',
      domainName: 'abc123.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abc123',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'curl/8.5.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: '$default',
      stage: '$default',
      time: '10/Mar/2024:05:12:34 +0000',
      timeEpoch: 1_710_047_554_000,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded,
  };
}

/** What Lambda passes beside the event: so much time is left. */
export function lambdaContext(remainingMs = 10_000): Context {
  const name = 'etl-pipeline-test';
  const nothing = () => undefined;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    memoryLimitInMB: '512',
    awsRequestId: '5ab1b1f4-4b1c-4e5e-8f4a-0d0a1c2d3e4f',
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: '2024/03/10/[$LATEST]5ab1b1f4',
    getRemainingTimeInMillis: () => remainingMs,
    done: nothing,
    fail: nothing,
    succeed: nothing,
  };
}
