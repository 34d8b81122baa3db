import { type Column, type ColumnDeclaration, headerNames } from '../columns.ts';
import { isOneId, type OneIdType } from '../id-types.ts';
import type { InputKind } from '../input-kinds.ts';
import { type EventsInput, type Input, type InputDeclaration, nameOfOne } from '../inputs.ts';
import { DeclarationError } from './declaration-error.ts';
import { inputProblems } from './input-problems.ts';
import { onlyItsOwn } from './only-its-own.ts';

/** Where a set of handles keeps its input: columns may have any name. */
const INPUT = Symbol('input');
/** Where the inputs keep the list of themselves. */
const LIST = Symbol('inputs');

/** The columns of an input by name, which is what features are declared with. */
export type InputHandle<
  Kind extends InputKind = InputKind,
  Columns = unknown,
  Name extends string = string,
> = {
  readonly [Own in keyof Columns]: Columns[Own] extends ColumnDeclaration<infer Type, infer Target>
    ? Column<Kind, Type, Name, Target>
    : never;
} & { readonly [INPUT]: Kind extends 'events' ? EventsInput<Name> : Input<Kind, Name> };

/** All inputs of a model by name. */
export type Inputs<Declared = unknown> = {
  readonly [Name in keyof Declared]: Declared[Name] extends InputDeclaration<infer Kind, infer Columns>
    ? InputHandle<Kind, Columns, Name & string>
    : never;
} & { readonly [LIST]: readonly AnyInput[] };

export type AnyInput = Input<'entity'> | Input<'reference'> | EventsInput;

/**
 * Declares what is read: one entity, and any number of events and references. An input or a column of what it returns that is not
 * declared is a TypeError, which names those that are.
 *
 * @throws DeclarationError naming all that is wrong with the declaration, each with its input and column
 * @example
 * export const inputs = defineInputs({
 *   shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id(), opened: date() } }),
 *   orders: events({
 *     files: 'orders.csv', key: 'order_id', of: 'shop_id',
 *     columns: { order_id: id(), shop_id: id().references('shops', { orElse: 'reject' }), amount: integer() },
 *   }),
 * });
 */
export function defineInputs<const Declared extends Readonly<Record<string, InputDeclaration>>>(
  declared: Declared,
): Inputs<Declared> {
  const problems = inputProblems(declared);
  if (problems.length > 0) {
    throw new DeclarationError('inputs', problems);
  }
  const list = Object.entries(declared).map(([name, declaration]) => declaredInput(name, declaration));
  const handles = list.map((input) => [input.name, handleOf(input)]);
  const names = list.map(({ name }) => name).join(', ');
  return onlyItsOwn(
    { ...Object.fromEntries(handles), [LIST]: list },
    (name) => `the model has no input ${name}; it has ${names}`,
  );
}

/** The inputs in the order in which they are declared. */
export const listOf = (inputs: Inputs): readonly AnyInput[] => inputs[LIST];

/** The input whose columns these are. */
export const inputOf = <Handle extends { readonly [INPUT]: unknown }>(handle: Handle): Handle[typeof INPUT] =>
  handle[INPUT];

function declaredInput(name: string, declaration: InputDeclaration): AnyInput {
  switch (declaration.kind) {
    case 'entity':
      return inputOfKind(name, 'entity', declaration);
    case 'reference':
      return inputOfKind(name, 'reference', declaration);
    case 'events': {
      const input = inputOfKind(name, 'events', declaration);
      return { ...input, of: idColumn(input.columns, declaration.of) };
    }
  }
}

function inputOfKind<Kind extends InputKind>(
  name: string,
  kind: Kind,
  declaration: InputDeclaration,
): Input<Kind> {
  const { files, key, header, encoding } = declaration;
  const columns = Object.entries(declaration.columns).map(
    ([column, own]): Column<Kind> => ({
      input: name,
      kind,
      name: column,
      type: own.type,
      ...(own.scale !== undefined && { scale: own.scale }),
      ...nullsOf(own, declaration),
      header: headerNames(column, own),
      optional: own.optional,
      ...(own.reference && { reference: own.reference }),
    }),
  );
  return {
    name,
    kind,
    one: nameOfOne(name, declaration),
    files: [files].flat(),
    key: idColumn(columns, key),
    columns,
    ...(header && { header }),
    ...(encoding && { encoding }),
  };
}

/** What stands for nothing in a column: what it says itself, or else what its input says. */
function nullsOf(own: ColumnDeclaration, { nulls: ofInput }: InputDeclaration): Pick<Column, 'nulls'> {
  const nulls = own.nulls ?? ofInput;
  return nulls ? { nulls } : {};
}

/** The column of that name, which is one of ids: inputProblems has seen to it. */
function idColumn<Kind extends InputKind>(
  columns: readonly Column<Kind>[],
  name: string | undefined,
): Column<Kind, OneIdType> {
  const found = columns.filter(isId).find((column) => column.name === name);
  if (!found) {
    throw new TypeError(`no column of ids is called ${name}`);
  }
  return found;
}

function isId<Kind extends InputKind>(column: Column<Kind>): column is Column<Kind, OneIdType> {
  return isOneId(column.type);
}

function handleOf(input: AnyInput) {
  const columns = input.columns.map((column) => [column.name, column] as const);
  const names = columns.map(([name]) => name).join(', ');
  return onlyItsOwn(
    { ...Object.fromEntries(columns), [INPUT]: input },
    (name) => `${input.name} has no column ${name}; it has ${names}`,
  );
}
