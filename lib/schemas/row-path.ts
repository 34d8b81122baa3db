import * as z from 'zod/mini';
import { MOST_ID_BYTES } from '../model/column-types/text-id.ts';
import { idKindOf } from '../model/id-types.ts';
import type { Model } from '../model/model.ts';
import { isId, isStorable, UNSTORABLE } from '../storable.ts';
import { described, TEXT_KEY } from './shapes.ts';

const LONG_KEY = `must have at most ${MOST_ID_BYTES} bytes`;

/** The path of a row of the entity: its parameter has that name for every model, as the route has its path. */
export const rowPath = ({ entity }: Pick<Model, 'entity'>) =>
  z.object({ userId: idKindOf(entity.key.type) === 'texts' ? textKey(entity) : digitsKey(entity) });

const digitsKey = ({ key, one }: Model['entity']) =>
  described(
    z
      .string()
      .check(
        z.regex(/^\d{1,19}$/, 'must be a number of at most 19 digits'),
        z.refine(isIdOrNone, 'must be below 2^63'),
      ),
    `The ${key.name} of the ${one}`,
    '1',
  );

const textKey = ({ key, one }: Model['entity']) =>
  described(
    z.string().check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(MOST_ID_BYTES, LONG_KEY),
      z.refine((id) => Buffer.byteLength(id) <= MOST_ID_BYTES, LONG_KEY),
      z.refine(isStorable, UNSTORABLE),
      // As a step of a path they lead elsewhere, however they are encoded.
      z.refine((id) => id !== '.' && id !== '..', 'must not be . or ..: use /features?search=.. instead'),
    ),
    `The ${key.name} of the ${one}, percent-encoded where it needs to be. For \`.\` or \`..\` use ` +
      '`/features?search=..` instead',
    TEXT_KEY,
  );

/** What has no digits only is told by another check. */
function isIdOrNone(text: string): boolean {
  return !/^\d{1,19}$/.test(text) || isId(text);
}
