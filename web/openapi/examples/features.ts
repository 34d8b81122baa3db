import type * as z from 'zod/mini';
import { capitalised, countedOf } from '../../../lib/http/message.ts';
import { featuresCsv } from '../../../lib/http/reply/feature-reply.ts';
import type { Model } from '../../../lib/model/model.ts';
import type { FeatureRow, featurePage, oneFeatureRow } from '../../../lib/schemas/feature.ts';
import { derivationTable } from '../../../lib/store/derivation/table-columns.ts';
import { columnViews } from '../../../lib/views/feature-rows.ts';
import { RUN_ID } from './moments.ts';
import { exampleValues } from './values.ts';

/** Two rows of the table of the result, with the columns of the model. */
function rowsOf(model: Model): readonly [FeatureRow, FeatureRow] {
  const { key, columns } = derivationTable(model);
  const row = (index: 0 | 1): FeatureRow =>
    Object.fromEntries(columns.map((column) => [column.name, exampleValues(column, key)[index]]));
  return [row(0), row(1)];
}

/** The answer of /features. */
export function featurePageExample(model: Model): z.output<ReturnType<typeof featurePage>> {
  const rows = rowsOf(model);
  return {
    message: countedOf(rows.length, model.entity),
    runId: RUN_ID,
    columns: columnViews(derivationTable(model).columns),
    features: [...rows],
    total: rows.length,
    next: null,
  };
}

/** The same as CSV. */
export function featuresCsvExample(model: Model): unknown {
  return featuresCsv(model, derivationTable(model).columns, rowsOf(model), null).content?.data;
}

/** The answer of /features/{userId}. */
export function oneFeatureRowExample(model: Model): z.output<ReturnType<typeof oneFeatureRow>> {
  const { key, columns } = derivationTable(model);
  const [feature] = rowsOf(model);
  return {
    message: `${capitalised(model.entity.one)} ${String(feature[key])}`,
    runId: RUN_ID,
    columns: columnViews(columns),
    feature,
  };
}
