import { expect, test } from 'vitest';
import { readFunctionError } from '../../../../../local/airflow/dag/step-error.ts';

/** Recorded from serverless-offline 14.8.2 on Node 24, stack lines shortened. */
const offline = {
  errorMessage: 'bad\nsecond line',
  errorType: 'Error',
  trace: ['InputError: bad', 'second line', '    at plan (file:///x.js:4:35)'],
};

test('serverless-offline: the name is taken from where the stack begins', () => {
  const error = readFunctionError('plan', offline);

  expect(error).toMatchObject({ type: 'InputError', message: 'bad\nsecond line', permanent: true });
});

test('serverless-offline: a time-out is an error like any other, and not permanent', () => {
  const error = readFunctionError('load', {
    errorMessage: '[504] - Lambda timeout.',
    errorType: 'Error',
    trace: ['Error: [504] - Lambda timeout.', '    at #timeoutAndTerminate (LambdaFunction.js:290:11)'],
  });

  expect(error).toMatchObject({ type: 'Error', message: '[504] - Lambda timeout.', permanent: false });
});

test('AWS: errorType is the name', () => {
  const error = readFunctionError('publish', {
    errorType: 'RunClosedError',
    errorMessage: 'fenced off',
    trace: ['RunClosedError: fenced off', '    at publish (/var/task/x.js:1:1)'],
  });

  expect(error).toMatchObject({ type: 'RunClosedError', permanent: true });
});

test('AWS: a time-out is not permanent', () => {
  const error = readFunctionError('load', {
    errorType: 'Sandbox.Timedout',
    errorMessage: 'RequestId: 1 Error: Task timed out after 900.00 seconds',
  });

  expect(error).toMatchObject({ type: 'Sandbox.Timedout', permanent: false });
});

test.each([
  ['stackTrace', { errorType: 'Error', errorMessage: 'm', stackTrace: ['InputError: m'] }, 'InputError'],
  [
    'a code behind the name',
    { errorType: 'Error', errorMessage: 'm', trace: ['TypeError [ERR_X]: m'] },
    'TypeError',
  ],
  ['a name without a message', { errorType: 'Error', errorMessage: '', trace: ['InputError'] }, 'InputError'],
  [
    'a name inside the message only',
    { errorType: 'Error', errorMessage: 'm', trace: ['no InputError: m'] },
    'Error',
  ],
  ['no stack', { errorType: 'Error', errorMessage: 'm' }, 'Error'],
])('%s', (_, body, type) => {
  expect(readFunctionError('plan', body).type).toBe(type);
});

test('a body that is no object is told as it is', () => {
  const error = readFunctionError('plan', 'oops');

  expect(error).toMatchObject({ type: 'Error', message: '"oops"' });
});
