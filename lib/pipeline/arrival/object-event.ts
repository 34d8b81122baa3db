import * as z from 'zod/mini';
import { calendarMoment } from '../../calendar.ts';
import { sequencerSchema } from '../trigger/arrival.ts';

const text = z.string('must be a text');
const exactly = <T extends string>(value: T) => z.literal(value, `must be "${value}"`);

/** EventBridge's event of an object that was written (S3's "Object Created"), with the members that we use. */
const objectCreated = z.object(
  {
    id: text,
    source: exactly('aws.s3'),
    'detail-type': exactly('Object Created'),
    time: calendarMoment('must be an ISO 8601 timestamp of the years 0001 to 9999'),
    detail: z.object(
      {
        bucket: z.object({ name: text }, 'must be an object'),
        object: z.object(
          { key: text, sequencer: sequencerSchema, etag: z.optional(text) },
          'must be an object',
        ),
      },
      'must be an object',
    ),
  },
  'must be an object',
);

/** A batch of an SQS queue, as Lambda hands it over. */
const batch = z.object({ Records: z.array(z.object({ body: z.string() })) });

/**
 * The event of `arrived`: an EventBridge event, alone, or in a batch of one message of an SQS queue. Keys are as they are:
 * EventBridge does not encode them, other than S3's own notifications.
 */
export const objectEventSchema = z.pipe(
  z.transform((given: unknown, context) => {
    const queued = batch.safeParse(given);
    if (!queued.success) {
      return given;
    }
    const [first, ...others] = queued.data.Records;
    const event = first && others.length === 0 ? parsed(first.body) : undefined;
    if (event === undefined) {
      const message = 'a batch must be one message, whose body is JSON: the batch size of the queue is 1';
      context.issues.push({ code: 'custom', message, input: given });
    }
    return event;
  }),
  objectCreated,
);

/** An object that was written. */
export type ObjectEvent = z.output<typeof objectEventSchema>;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
