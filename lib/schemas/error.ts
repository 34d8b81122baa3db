import * as z from 'zod/mini';
import { dependenciesReady } from './service.ts';
import { component, described, whole } from './shapes.ts';

/** The one error shape of this service, on every route. Some errors have further members. */
export const errorBody = component(
  'Error',
  z.looseObject({
    message: described(z.string(), 'What went wrong, a text for people'),
    code: described(z.string(), 'For programs: which error it is. A code never changes its meaning'),
    requestId: described(z.string(), 'Also in the header `x-request-id` and in every line of the log'),
    retryAfter: z.optional(
      described(whole(), 'Try again after so many seconds. Also in the header `Retry-After`'),
    ),
    reason: z.optional(described(z.string(), 'With `TOO_FREQUENT`: which run is the reason')),
    dependencies: z.optional(dependenciesReady),
  }),
  'An error. `code` says which; some codes have further members',
);
