import type { ColumnDeclaration } from '../../lib/model/columns.ts';
import {
  date,
  decimal,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  reference,
  text,
  textId,
  textIdList,
  timestamp,
} from '../../lib/model/declare.ts';
import type { InputDeclaration } from '../../lib/model/inputs.ts';
import type { Model } from '../../lib/model/model.ts';
import { declaredFeature } from './declared-feature.ts';
import type { CaseSpec, ColumnSpec, InputSpec } from './spec.ts';

/** The model of a case as production is told it, in the words of lib/model/declare.ts. */
export function declaredModel({ model, files }: CaseSpec): Model {
  const inputs = defineInputs(
    Object.fromEntries(
      model.inputs.map((input) => [input.name, declaredInput(input, files.get(input.name) ?? [])]),
    ),
  );
  // Names are up to 63 characters long: no room for what the table is called by itself.
  const isLong = model.inputs.some(({ kind, name }) => kind === 'entity' && name.length > 50);
  return defineFeatures(
    inputs,
    Object.fromEntries(model.features.map((feature) => [feature.name, declaredFeature(feature, inputs)])),
    isLong ? { table: 'of_a_long_name' } : {},
  );
}

function declaredInput(input: InputSpec, patterns: readonly string[]): InputDeclaration {
  const { key, of, one, header, encoding } = input;
  const columns = Object.fromEntries(
    input.columns.map((column) => [column.name, declaredColumn(column, column.name === of)]),
  );
  const [only, ...others] = patterns;
  const files = only !== undefined && others.length === 0 ? only : patterns;
  const options = {
    ...{ files, key, columns },
    ...(one !== undefined && { one }),
    ...(header && { header }),
    ...(encoding && { encoding }),
  };
  if (of !== undefined) {
    return events({ ...options, of });
  }
  return input.kind === 'entity' ? entity(options) : reference(options);
}

const OF_IDS = { id, textId, idList, textIdList };

function declaredColumn(
  { type, references, header, optional, scale = 0, nulls }: ColumnSpec,
  isOwner: boolean,
): ColumnDeclaration {
  const options = { header, optional, ...(nulls && { nulls }) };
  switch (type) {
    case 'integer':
      return integer(options);
    case 'decimal':
      return decimal(scale, options);
    case 'date':
      return date(options);
    case 'timestamp':
      return timestamp(options);
    case 'text':
      return text(options);
    default: {
      const column = OF_IDS[type](options);
      return references === undefined
        ? column
        : column.references(references, { orElse: isOwner ? 'reject' : 'warn' });
    }
  }
}
