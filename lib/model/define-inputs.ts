import type { Column, ColumnDeclaration } from './columns.ts';
import type { InputKind } from './input-kinds.ts';
import { inputProblems } from './input-problems.ts';
import type { EventsInput, Input, InputDeclaration } from './inputs.ts';

/** Where a set of handles keeps its input: columns may have any name. */
const INPUT = Symbol('input');
/** Where the inputs keep the list of themselves. */
const LIST = Symbol('inputs');

/** The columns of an input by name, which is what features are declared with. */
export type InputHandle<Kind extends InputKind = InputKind, Columns = unknown> = {
  readonly [Name in keyof Columns]: Columns[Name] extends ColumnDeclaration<infer Type>
    ? Column<Kind, Type>
    : never;
} & { readonly [INPUT]: Kind extends 'events' ? EventsInput : Input<Kind> };

/** All inputs of a model by name. */
export type Inputs<Declared = unknown> = {
  readonly [Name in keyof Declared]: Declared[Name] extends InputDeclaration<infer Kind, infer Columns>
    ? InputHandle<Kind, Columns>
    : never;
} & { readonly [LIST]: readonly AnyInput[] };

export type AnyInput = Input<'entity'> | Input<'reference'> | EventsInput;

/**
 * Declares what is read: one entity, and any number of events and references.
 *
 * @throws TypeError naming all that is wrong with the declaration, each with its input and column
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
    throw new TypeError(`the inputs can't be used:${problems.map((problem) => `\n  ${problem}`).join('')}`);
  }
  const list = Object.entries(declared).map(([name, declaration]) => declaredInput(name, declaration));
  const handles = list.map((input) => [input.name, handleOf(input)]);
  return { ...Object.fromEntries(handles), [LIST]: list };
}

/** The inputs in the order in which they are declared. */
export const listOf = (inputs: Inputs): readonly AnyInput[] => inputs[LIST];

/** The input whose columns these are. */
export const inputOf = <Handle extends { readonly [INPUT]: unknown }>(handle: Handle): Handle[typeof INPUT] =>
  handle[INPUT];

function declaredInput(name: string, declaration: InputDeclaration): AnyInput {
  const { kind, files, one = name.replace(/s$/, '') } = declaration;
  const columns = Object.entries(declaration.columns).map(
    ([column, { type, header, optional, reference }]) => ({
      input: name,
      kind,
      name: column,
      type,
      header: [column, ...header.map((other) => other.trim().toLowerCase())],
      optional,
      ...(reference && { reference }),
    }),
  );
  const column = (wanted: string | undefined) => columns.find((candidate) => candidate.name === wanted);
  const [key, of] = [column(declaration.key), column(declaration.of)];
  if (!key) {
    throw new TypeError(`${name}: no column ${declaration.key}`);
  }
  const input = { name, one, files, key, columns };
  if (kind !== 'events') {
    return { ...input, kind };
  }
  if (!of) {
    throw new TypeError(`${name}: no column ${declaration.of}`);
  }
  return { ...input, kind, of };
}

function handleOf(input: AnyInput) {
  return { ...Object.fromEntries(input.columns.map((column) => [column.name, column])), [INPUT]: input };
}
