import { ValueDefect } from '../../../lib/model/column-types/column-type.ts';
import { typeOf } from '../../../lib/model/column-types.ts';
import type { Column } from '../../../lib/model/columns.ts';
import type { Model } from '../../../lib/model/model.ts';
import { DUPLICATE_ID, describeReason } from '../../../lib/pipeline/findings/reasons.ts';
import { derivationTable } from '../../../lib/store/derivation/table-columns.ts';
import { sourceOf } from './source-name.ts';
import { exampleValues } from './values.ts';

/** What stands in the place of a value: no number, no date. */
const NO_VALUE = 'soon';

/** The one rejected row of all examples. */
export interface RejectedRow {
  readonly input: string;
  readonly source: string;
  readonly line: number;
  readonly column: string;
  readonly reason: string;
  readonly seen: string | null;
  readonly raw: string;
  readonly meaning: string;
}

/**
 * A row of the entity that is rejected: the first column that `soon` is no value of has it. In a model with texts only it is a row whose
 * key an earlier one has.
 */
export function rejectedRow(model: Model): RejectedRow {
  const { entity } = model;
  const bad = entity.columns.find((column) => column !== keyOf(model) && defectOf(column));
  const { name } = bad ?? entity.key;
  const reason = (bad && defectOf(bad)?.reason) ?? DUPLICATE_ID;
  const meaning = describeReason(model, reason, name, entity.name);
  return {
    input: entity.name,
    source: sourceOf(entity),
    line: 7,
    column: name,
    reason,
    seen: bad ? NO_VALUE : null,
    raw: valuesOf(model)
      .map(([column, value]) => (column === bad?.name ? NO_VALUE : value))
      .join(','),
    meaning: bad ? `${meaning}: "${NO_VALUE}"` : meaning,
  };
}

const keyOf = ({ entity }: Model): Column | undefined =>
  entity.columns.find(({ name }) => name === entity.key.name);

/** Why `soon` is no value of a column; undefined where it is one, and where the row would count all the same. */
function defectOf(column: Column): ValueDefect | undefined {
  const read = typeOf(column).parse(NO_VALUE);
  return read instanceof ValueDefect && read.severity === 'reject' ? read : undefined;
}

/** The second row of the examples, as a file of the entity has it. */
function valuesOf(model: Model): readonly (readonly [name: string, value: string])[] {
  const { key, columns } = derivationTable(model);
  return columns
    .filter(({ name, derived }) => !derived && model.entity.columns.some((own) => own.name === name))
    .map((column) => [column.name, String(exampleValues(column, key)[1])] as const);
}
