import { expect, test } from 'vitest';
import { mwaaRefusal } from '../../../../lib/clients/airflow/mwaa-refusals.ts';
import { declaredErrors } from '../../../support/mwaa/model.ts';

const ID = '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d';

function refusal(
  type: string,
  status: number,
  body: unknown = { message: 'arn:aws:iam::123456789012:role/x' },
) {
  const headers = new Headers({ 'x-amzn-errortype': type, 'x-amzn-requestid': ID });
  return mwaaRefusal({ status, headers, body }, 'GET /dags', 'etl-prod');
}

const ofAws = Object.entries(declaredErrors).filter(([error]) => !error.startsWith('RestApi'));

test.each(ofAws)('%s, which the service declares, is explained', (error, status) => {
  const { message } = refusal(error, status);

  expect(message).toMatch(
    new RegExp(`^MWAA answered GET /dags with status ${status}, ${error} .*\\): .{20}`),
  );
});

test('the rights that are missing are named', () => {
  expect(refusal('AccessDeniedException', 403).message).toContain('airflow:InvokeRestApi on role/etl-prod/');
});

test('a limit of calls is one, whatever its status', () => {
  expect(refusal('ThrottlingException', 400).message).toContain('no more calls for the moment');
});

test('an error that nobody knows is told by its name and the id of the request', () => {
  expect(refusal('NewException', 418).message).toBe(
    `MWAA answered GET /dags with status 418, NewException (request id ${ID})`,
  );
});

test.each([
  'AccessDeniedException:http://internal.amazon.com/coral/',
  'com.amazon.mwaa#AccessDeniedException',
])('the name of %s is read', (type) => {
  expect(refusal(type, 403).message).toMatch(/, AccessDeniedException \(/);
});

test('a name in the body counts where no header has it', () => {
  const headers = new Headers();

  const { message } = mwaaRefusal(
    { status: 403, headers, body: { __type: 'AccessDeniedException' } },
    'GET /dags',
    'etl-prod',
  );

  expect(message).toMatch(/^MWAA answered GET \/dags with status 403, AccessDeniedException: /);
});

test('what AWS says is not told, as it names accounts and roles; nor is a name that is none', () => {
  const { message } = refusal('Bad\u{9b}31mName', 400);

  expect(message).toBe(`MWAA answered GET /dags with status 400 (request id ${ID})`);
});

test.each([
  [500, true],
  [503, true],
  [403, false],
  [400, false],
])('after a status of %i a call may have been carried out: %s', (status, timedOut) => {
  expect(refusal('InternalServerException', status).timedOut).toBe(timedOut);
});
