import type { Column, TypeName } from '../columns.ts';
import type { InputKind } from '../input-kinds.ts';

const OWNER: Readonly<Record<InputKind, string>> = {
  entity: 'the entity',
  events: 'events',
  reference: 'a reference',
};

/**
 * What a feature or a filter is of must be a column that it can be of. Where the types of columns are known, another one does not
 * compile; a model is built without them, and would fail in its first run.
 *
 * @param what the kind of feature, or of filter
 * @throws TypeError naming what is taken, and what the column is
 */
export function refuseUnfit(what: string, column: Column, kind: InputKind, types: readonly TypeName[]): void {
  if (column.kind !== kind || !types.includes(column.type)) {
    throw new TypeError(
      `${what}(${column.input}.${column.name}): ${what} takes ${oneOf(types.map(asDeclared))} of ${OWNER[kind]}, ` +
        `but this is ${asDeclared(column.type)} of ${OWNER[column.kind]}`,
    );
  }
}

const asDeclared = (type: TypeName): string => `${type}()`;

/** Some of which one is taken: `id(), idList() or text()`. */
function oneOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${last}` : last;
}
