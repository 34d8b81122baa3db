import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEvent } from '../../../../lib/event.ts';
import { objectEventSchema } from '../../../../lib/pipeline/arrival/object-event.ts';

/** The event in the documentation of S3, and of `sls invoke local`. */
const EVENT = JSON.parse(readFileSync('tests/events/arrived.json', 'utf8'));

const read = (given: unknown) => readEvent('arrived', objectEventSchema, given);

const queued = (...bodies: string[]) => ({
  Records: bodies.map((body) => ({ messageId: '1', body, eventSource: 'aws:sqs' })),
});

const KNOWN = {
  id: EVENT.id,
  time: new Date(EVENT.time),
  detail: {
    bucket: { name: EVENT.detail.bucket.name },
    object: { key: EVENT.detail.object.key, sequencer: EVENT.detail.object.sequencer },
  },
};

test('an event of EventBridge is read', () => {
  expect(read(EVENT)).toMatchObject(KNOWN);
});

test('an event in a message of a queue is read', () => {
  expect(read(queued(JSON.stringify(EVENT)))).toMatchObject(KNOWN);
});

test('the key of an object is as it is, not encoded', () => {
  const { detail } = EVENT;
  const object = { ...detail.object, key: 'a+b c%20d/_SUCCESS' };

  expect(read({ ...EVENT, detail: { ...detail, object } }).detail.object.key).toBe('a+b c%20d/_SUCCESS');
});

test.each([
  [undefined, 'event: must be an object'],
  ['text', 'event: must be an object'],
  [{ ...EVENT, source: 'my.app' }, 'source: must be "aws.s3"'],
  [{ ...EVENT, 'detail-type': 'Object Deleted' }, 'detail-type: must be "Object Created"'],
  [{ ...EVENT, time: 'noon' }, 'time: must be an ISO 8601 timestamp of the years 0001 to 9999'],
  [{ ...EVENT, detail: undefined }, 'detail: must be an object'],
  [{ ...EVENT, detail: { object: EVENT.detail.object } }, 'detail.bucket: must be an object'],
  [withSequencer(undefined), 'detail.object.sequencer: must be a text'],
  [withSequencer('soon'), 'detail.object.sequencer: must be a hexadecimal number'],
  [queued(), 'event: a batch must be one message'],
  [queued('{', ''), 'event: a batch must be one message'],
  [queued('{'), 'event: a batch must be one message, whose body is JSON'],
  [queued('{}'), 'source: must be "aws.s3"'],
])('the event %j is refused with the reason', (given, problem) => {
  expect(() => read(given)).toThrow(
    expect.objectContaining({
      name: 'InputError',
      code: 'BAD_EVENT',
      message: expect.stringContaining(problem),
    }),
  );
});

function withSequencer(sequencer: string | undefined): unknown {
  const { detail } = EVENT;
  return { ...EVENT, detail: { ...detail, object: { ...detail.object, sequencer } } };
}
