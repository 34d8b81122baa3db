import { describe, expect, test } from 'vitest';
import { problemsOfRequest } from '../../../support/mwaa/model.ts';
import { isSignedBy } from '../../../support/mwaa/signature.ts';
import signed from '../../../support/mwaa/signed-by-botocore.json' with { type: 'json' };

/** The stand-in judges our requests: here it is judged itself, by what botocore says. */
describe('the stand-in for MWAA', () => {
  const keys = { accessKeyId: 'AKIATESTS', secretAccessKey: 'do-not-tell-9150' };
  const signer = { ...keys, region: 'eu-central-1', service: 'airflow' };

  test('accepts what botocore has signed', () => {
    expect(isSignedBy(signed, signer)).toBe(true);
  });

  test.each([
    ['another body', { ...signed, body: `${signed.body} ` }, signer],
    ['another address', { ...signed, path: '/restapi/other' }, signer],
    ['another secret', signed, { ...signer, secretAccessKey: 'other' }],
    ['another region', signed, { ...signer, region: 'us-east-1' }],
    ['another service', signed, { ...signer, service: 'mwaa' }],
    ['no signature', { ...signed, headers: { host: 'env' } }, signer],
  ])('refuses it with %s', (_, message, by) => {
    expect(isSignedBy(message, by)).toBe(false);
  });

  test.each([
    ['nothing', 'etl', { Method: 'GET', Path: '/dags' }, []],
    ['no path', 'etl', { Method: 'GET' }, ['request.Path is missing']],
    ['an empty path', 'etl', { Method: 'GET', Path: '' }, ['request.Path has less than 1 characters']],
    [
      'a long path',
      'etl',
      { Method: 'GET', Path: '/'.repeat(65) },
      ['request.Path has more than 64 characters'],
    ],
    [
      'an unknown method',
      'etl',
      { Method: 'HEAD', Path: '/' },
      ['request.Method is none of GET, PUT, POST, PATCH, DELETE'],
    ],
    ['an unknown member', 'etl', { Method: 'GET', Path: '/', Query: {} }, ['request.Query is not known']],
    [
      'a name that is none',
      '1',
      { Method: 'GET', Path: '/' },
      ['request.Name is not as [a-zA-Z][0-9a-zA-Z-_]*'],
    ],
    ['a text', 'etl', 'GET', ['request is no object']],
  ])('finds wrong with a request with %s what the model says', (_, name, body, problems) => {
    expect(problemsOfRequest(name, body)).toEqual(problems);
  });
});
