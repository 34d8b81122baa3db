import * as z from 'zod/mini';
import { calendarMoment } from '../../calendar.ts';

/** The member of a DAG run's conf that says for which arrival of files it was started. */
export const ARRIVAL_MEMBER = 'arrival';

/** A write of the object that says that a whole set of files is there. */
export interface Arrival {
  /** Which object: `s3://bucket/key`. */
  readonly object: string;
  /** S3's number of the write, hexadecimal: of two writes of one object, the later one has the greater number. */
  readonly sequencer: string;
  /** Of what was written; for people. */
  readonly etag?: string | undefined;
  /** When it was written, ISO 8601, by S3's clock. */
  readonly time: string;
}

/** Hexadecimal digits: S3's number of a write. */
export const sequencerSchema = z
  .string('must be a text')
  .check(z.regex(/^[0-9a-f]{1,64}$/i, 'must be a hexadecimal number'));

const schema = z.object({
  object: z.string(),
  sequencer: sequencerSchema,
  etag: z.optional(z.string()),
  time: z.string().check(z.refine((text) => calendarMoment('').safeParse(text).success)),
});

/** The arrival for which a DAG run was started, out of its conf. Undefined for any other run: people write confs, too. */
export function arrivalIn(conf: Readonly<Record<string, unknown>>): Arrival | undefined {
  return schema.safeParse(conf[ARRIVAL_MEMBER]).data;
}

/**
 * Whether a write is the same as another one of the same object, or a later one. Sequencers may differ in length: the
 * shorter one is filled with zeros on its left, then they compare as texts.
 */
export function isSameOrLater(arrival: Arrival, other: Arrival): boolean {
  const digits = Math.max(arrival.sequencer.length, other.sequencer.length);
  const comparable = ({ sequencer }: Arrival) => sequencer.toLowerCase().padStart(digits, '0');
  return arrival.object === other.object && comparable(arrival) >= comparable(other);
}
