import * as z from 'zod/mini';
import type { CreateDocumentOptions } from 'zod-openapi';
import type { Model } from '../../lib/model/model.ts';
import { reasonsOf } from '../../lib/pipeline/findings/reasons.ts';

/**
 * Makes the schemas of the document short, and says which reasons rows of a model are rejected for.
 *
 * - A whole number has no limit of 2^53 - 1: nothing that is counted here comes near it, and tools take limits for examples.
 * - A date has its `format` without the pattern of it, which is 300 characters.
 */
export function plainSchemas(model: Model): NonNullable<CreateDocumentOptions['override']> {
  const reasons = reasonsOf(model).map(({ reason }) => reason);
  return ({ jsonSchema, zodSchema }) => {
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) {
      delete jsonSchema.maximum;
    }
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) {
      delete jsonSchema.minimum;
    }
    if (jsonSchema.format === 'date' || jsonSchema.format === 'date-time') {
      delete jsonSchema.pattern;
    }
    if (z.globalRegistry.get(zodSchema)?.id === 'RejectReason') {
      jsonSchema.anyOf = [{ type: 'string', enum: reasons }, { type: 'string' }];
      delete jsonSchema.type;
    }
  };
}
