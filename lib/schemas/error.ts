import * as z from 'zod/mini';
import { component, described, message, whole } from './shapes.ts';

/** The one error shape of this service, on every route. Some errors have further members. */
export const errorBody = component(
  'Error',
  z.looseObject({
    message: message(),
    code: described(z.string(), 'Stable, for programs', 'TOO_FREQUENT'),
    requestId: described(z.string(), 'Also in the header x-request-id and in every log line'),
    retryAfter: z.optional(described(whole(), 'Seconds, as in the header Retry-After')),
  }),
  'What went wrong',
);
