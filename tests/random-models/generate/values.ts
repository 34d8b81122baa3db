import {
  anyInteger,
  anyText,
  badDate,
  badIdList,
  badInteger,
  badTimestamp,
  doubtfulText,
  goodDate,
  goodTimestamp,
  writtenInteger,
} from '../../fuzz/grammar/values.ts';
import type { Random } from '../../fuzz/random.ts';
import { type ColumnSpec, decimalOf, type InputSpec } from '../spec.ts';
import { textOfId } from './text-of-id.ts';

/** What the rows of a model are made of. */
export interface World {
  /** The ids that rows of an input may have. */
  readonly ids: ReadonlyMap<string, readonly bigint[]>;
  /** Share of the integers that may be so large that no double has them, and no bigint holds the sum of two. */
  readonly large: number;
}

/** Ids about the limits of words and doubles. */
const WIDE = [0n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 62n, 2n ** 63n - 1n] as const;
/** An id that no row has. */
const NOBODY = 777_777n;

/** Few ids, so that they meet; events have more. */
export function anyIds(random: Random, kind: InputSpec['kind']): readonly bigint[] {
  const count = kind === 'events' ? random.between(1, 150) : random.between(1, 14);
  const small = Array.from({ length: count }, (_, at) => BigInt(at));
  return random.chance(0.4) ? [...new Set([...small, ...WIDE])] : small;
}

/** What a world of a model is like. */
export function anyWorld(random: Random, inputs: readonly InputSpec[]): World {
  const ids = new Map(inputs.map(({ name, kind }) => [name, anyIds(random, kind)]));
  return { ids, large: random.pick([0, 0, 0.1, 0.3]) };
}

/**
 * The text of a field.
 *
 * @param required whether a row without the value is rejected
 */
export function anyValue(
  random: Random,
  { type, references, scale = 0, nulls = [] }: ColumnSpec,
  required: boolean,
  { ids, large }: World,
): string {
  if (nulls.length > 0 && random.chance(required ? 0.03 : 0.2)) {
    return random.pick(nulls);
  }
  if (!required && random.chance(0.25)) {
    return '';
  }
  const own = ids.get(references ?? '') ?? WIDE;
  switch (type) {
    case 'text':
      return random.chance(0.05) ? doubtfulText(random) : anyText(random, 0.15, 0.03);
    case 'timestamp':
      return goodTimestamp(random);
    case 'decimal':
      return writtenDecimal(
        random,
        random.chance(large) ? random.pick(LARGE_UNITS) : BigInt(random.below(2000)),
        scale,
      );
    case 'date':
      return goodDate(random);
    case 'integer':
      return random.chance(large) ? anyInteger(random) : writtenInteger(random, random.below(13));
    case 'id':
      return writtenInteger(random, anyId(random, own));
    case 'textId':
      return textOfId(anyId(random, own));
    case 'idList':
      return anyList(random, own, (id) => writtenInteger(random, id));
    case 'textIdList':
      return anyList(random, own, textOfId);
  }
}

/** Units about the limits of words and doubles. */
const LARGE_UNITS = [...WIDE, 2n ** 63n - 2n, 2n ** 61n, 10n ** 18n, 10n ** 18n - 1n] as const;

/** A decimal, written in any of the ways that are taken. */
function writtenDecimal(random: Random, units: bigint, scale: number): string {
  const written = decimalOf(units, scale);
  const kind = random.below(8);
  if (kind === 0 && scale > 0) {
    return written.replace(/\.?0+$/, '');
  }
  if (kind === 1) {
    return `${random.pick(['+', '0', '00'])}${written}`;
  }
  return kind === 2 ? `${written}${scale > 0 ? '' : '.'}${random.pick(['0', '000'])}` : written;
}

/** A text that is no decimal of that scale; a few of them are after all. */
function badDecimal(random: Random, scale: number): string {
  const kind = random.below(3);
  if (kind === 0) {
    return random.pick(['', '.5', '5.', '1,5', '1,234.50', '1e3', '-1', '-0.5', '--1', '1.2.3', 'x', '１']);
  }
  if (kind === 1) {
    return `${random.below(100)}.${'0'.repeat(scale)}${random.pick(['1', '5', '01'])}`;
  }
  return decimalOf(2n ** 63n + BigInt(random.below(1000)) - BigInt(random.below(5)), scale);
}

/** A text that is no value of the column, nearly always. */
export function badValue(random: Random, { type, scale = 0 }: ColumnSpec): string {
  switch (type) {
    case 'decimal':
      return badDecimal(random, scale);
    case 'timestamp':
      return badTimestamp(random);
    case 'text':
      return '';
    case 'date':
      return badDate(random);
    case 'idList':
      return badIdList(random);
    case 'textId':
      return random.pick(['', 'x'.repeat(256), 'é'.repeat(128)]);
    case 'textIdList':
      return random.pick(['a;;b', ';', 'a; ', `a;${'x'.repeat(256)}`]);
    default:
      return badInteger(random);
  }
}

const anyId = (random: Random, ids: readonly bigint[]): bigint =>
  random.chance(0.04) ? NOBODY : random.pick(ids);

function anyList(random: Random, ids: readonly bigint[], written: (id: bigint) => string): string {
  const places = Array.from({ length: random.below(5) }, () => {
    const id = written(anyId(random, ids));
    return random.chance(0.1) ? ` ${id} ` : id;
  });
  return places.join(';');
}
