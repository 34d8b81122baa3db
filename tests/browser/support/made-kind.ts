import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../e2e/support/documented-model.ts';

/** A kind of feature that is not shipped: an SQL expression over a column of the entity. */
const KIND = `
import type { Column } from '../columns.ts';
import type { SqlType } from '../sql-types.ts';
import { type Feature, NOTHING_NEEDED } from './feature.ts';

export const made = (sqlType: SqlType, column: Column<'entity'>, sql: (value: string) => string): Feature => ({
  ...NOTHING_NEEDED,
  sqlType,
  reads: [column],
  sql: (names) => sql(names.column(column)),
});
`;

const FEATURES = `
  company: made('text', users.email, (email) => \`'At <b>' || split_part(\${email}, '@', 2)\`),
  lucky: made('jsonb', users.user_id, (id) => \`CASE WHEN \${id} < 4 THEN jsonb_build_array(\${id} % 2, 9223372036854775807) END\`),
`;

/** Adds it, with a text and a list that are derived by it. */
export const madeKind: Change = ({ path, replace }) => {
  writeFileSync(join(path, 'lib/model/features/made.ts'), KIND);
  const [imported, declared] = ["import { inputs } from './inputs.ts';", 'defineFeatures(inputs, {'];
  replace('lib/features.ts', imported, `${imported}\nimport { made } from './model/features/made.ts';`);
  replace('lib/features.ts', declared, declared + FEATURES);
};
