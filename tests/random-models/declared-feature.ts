import type { Column } from '../../lib/model/columns.ts';
import { type InputHandle, type Inputs, inputOf, listOf } from '../../lib/model/declaration/define-inputs.ts';
import {
  and,
  atLeast,
  atMost,
  count,
  daysSince,
  distinct,
  equals,
  lookup,
  max,
  mean,
  min,
  mostUsed,
  not,
  or,
  sum,
} from '../../lib/model/declare.ts';
import type { Feature, IdColumn, NumericColumn } from '../../lib/model/features/feature.ts';
import type { Filter } from '../../lib/model/filters/filter.ts';
import { isIdList, isIdType, isOneId, type OneIdType } from '../../lib/model/id-types.ts';
import type { InputDeclaration } from '../../lib/model/inputs.ts';
import { includesAny } from '../support/includes-any.ts';
import { decimalOf, type FeatureSpec, type FilterSpec } from './spec.ts';

/** Inputs of which only running tells what they have. */
type AnyInputs = Inputs<Record<string, InputDeclaration>>;

/**
 * A feature as production is told it, in the words of lib/model/declare.ts.
 *
 * @throws Error when the inputs have no such columns
 */
export function declaredFeature(feature: FeatureSpec, inputs: AnyInputs): Feature {
  const { kind, input, column = '', where, looksUp } = feature;
  const filtered = where ? { where: declaredFilter(where, input, inputs) } : {};
  const find = <Found extends Column>(is: (found: Column) => found is Found) =>
    columnNamed(inputs, input, column, is);
  switch (kind) {
    case 'daysSince':
      return daysSince(find(isDateOfEntity));
    case 'count':
      return count(eventsNamed(inputs, input), filtered);
    case 'sum':
      return sum(find(isInteger), filtered);
    case 'min':
      return min(find(isInteger), filtered);
    case 'max':
      return max(find(isInteger), filtered);
    case 'mean':
      return mean(find(isInteger), filtered);
    case 'distinct':
      return distinct(find(isOfIds), filtered);
    case 'mostUsed':
      return mostUsed(find(isOfIds), filtered);
    case 'allMostUsed':
      return mostUsed(find(isOfIds), { ...filtered, ties: 'all' });
    case 'lookup': {
      const { input: target = '', column: wanted = '' } = looksUp ?? {};
      return lookup(mostUsed(find(isOfIds), filtered), columnNamed(inputs, target, wanted, isLookedUp));
    }
  }
}

function declaredFilter(filter: FilterSpec, input: string, inputs: AnyInputs): Filter {
  if ('filter' in filter) {
    return not(declaredFilter(filter.filter, input, inputs));
  }
  if ('filters' in filter) {
    const [one, other] = filter.filters.map((inner) => declaredFilter(inner, input, inputs));
    if (!one || !other) {
      throw new Error(`${filter.op} is of two filters`);
    }
    return (filter.op === 'and' ? and : or)(one, other);
  }
  const { op, column } = filter;
  switch (op) {
    case 'atLeast':
      return compared(atLeast, columnNamed(inputs, input, column, isInteger), BigInt(filter.number));
    case 'atMost':
      return compared(atMost, columnNamed(inputs, input, column, isInteger), BigInt(filter.number));
    case 'equals': {
      const found = columnNamed(inputs, input, column, isOneValue);
      return isInteger(found)
        ? compared(equals, found, BigInt(filter.number))
        : includesAny(found, filter.number);
    }
    case 'includes':
      return includesAny(columnNamed(inputs, input, column, isOfIds), filter.number);
  }
}

type Decimal = Column<'events', 'decimal'>;

/** What compares numbers, and decimals with a text. */
interface Compare {
  (column: NumericColumn, number: bigint): Filter;
  (column: Decimal, text: string): Filter;
}

function compared(compare: Compare, column: NumericColumn, number: bigint): Filter {
  return isDecimal(column) ? compare(column, decimalOf(number, column.scale ?? 0)) : compare(column, number);
}

const isDecimal = (column: NumericColumn): column is Decimal => column.type === 'decimal';

function eventsNamed(inputs: AnyInputs, name: string): InputHandle<'events'> {
  const handle = inputs[name];
  if (!handle || !isOfEvents(handle)) {
    throw new Error(`there are no events ${name}`);
  }
  return handle;
}

const isOfEvents = (handle: InputHandle): handle is InputHandle<'events'> =>
  inputOf(handle).kind === 'events';

function columnNamed<Found extends Column>(
  inputs: AnyInputs,
  input: string,
  name: string,
  is: (column: Column) => column is Found,
): Found {
  const columns = listOf(inputs).flatMap((one): readonly Column[] => one.columns);
  const found = columns.filter(is).find((column) => column.input === input && column.name === name);
  if (!found) {
    throw new Error(`${input} has no column ${name} of that type`);
  }
  return found;
}

const isDateOfEntity = (column: Column): column is Column<'entity', 'date' | 'timestamp'> =>
  column.kind === 'entity' && (column.type === 'date' || column.type === 'timestamp');
const isInteger = (column: Column): column is NumericColumn =>
  column.kind === 'events' && (column.type === 'integer' || column.type === 'decimal');
const isOfIds = (column: Column): column is IdColumn => column.kind === 'events' && isIdType(column.type);
const isOneValue = (
  column: Column,
): column is NumericColumn | Extract<IdColumn, { readonly type: OneIdType }> =>
  isInteger(column) || (isOfIds(column) && isOneId(column.type));
const isLookedUp = (
  column: Column,
): column is Column<'reference', 'id' | 'textId' | 'integer' | 'decimal' | 'date' | 'timestamp' | 'text'> =>
  column.kind === 'reference' && !isIdList(column.type);
