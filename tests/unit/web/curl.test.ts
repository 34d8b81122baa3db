import { expect, test } from 'vitest';
import { curlOf } from '../../../web/dashboard/data/curl.ts';

test('a request is a command', () => {
  expect(curlOf('http://x', 'GET', '/runs/etl-1', { hasKey: false })).toBe("curl 'http://x/runs/etl-1'");
});

test('a body comes with its type, and quotes in it are safe', () => {
  expect(curlOf('http://x', 'POST', '/trigger-etl', { body: `{"a":"it's"}`, hasKey: false })).toBe(
    `curl -X POST -H "content-type: application/json" -d '{"a":"it'\\''s"}' 'http://x/trigger-etl'`,
  );
});

test('the key itself is not copied', () => {
  expect(curlOf('http://x', 'GET', '/runs', { hasKey: true })).toBe(
    `curl -H "x-api-key: $API_KEY" 'http://x/runs'`,
  );
});
