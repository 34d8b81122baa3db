import type { Column } from '../columns.ts';
import { columnsOf } from '../feature-columns.ts';
import type { Feature } from '../features/feature.ts';
import type { EventsPlan } from '../model.ts';
import type { AnyInput } from './define-inputs.ts';
import { AS_OF, isName, NAME_RULE } from './input-problems.ts';

/** How many slots one input of events may have: what the kernel has room for. */
export const MOST_SLOTS = 256;

/** All that is wrong with a declaration of features and with the name of their table, one line each. */
export function featureProblems(
  inputs: readonly AnyInput[],
  features: readonly (readonly [name: string, feature: Feature])[],
  table: string,
): string[] {
  const entity = inputs.find(({ kind }) => kind === 'entity');
  const own = [...(entity?.columns.map(({ name }) => name) ?? []), AS_OF];
  const columns = new Set<Column>(inputs.flatMap<Column>((input) => input.columns));
  return [
    ...(isName(table)
      ? []
      : [
          `the result table can't be called ${table}: the name of a table ${NAME_RULE}; ` +
            "give it another name in the third argument of defineFeatures, { table: '…' }",
        ]),
    ...features.flatMap(([name, feature]) => [
      ...(isName(name) ? [] : [`feature ${name}: the name of a column ${NAME_RULE}`]),
      ...(own.includes(name) ? [`feature ${name}: the table already has a column of that name`] : []),
      ...columnsOf(feature)
        .filter((column) => !columns.has(column))
        .slice(0, 1)
        .map(
          ({ input, name: column }) =>
            `feature ${name}: ${input}.${column} does not belong to the inputs given to defineFeatures`,
        ),
    ]),
  ];
}

/** What there is no room for, one line each. */
export function planProblems(plans: readonly EventsPlan[]): string[] {
  return plans
    .filter(({ slots }) => slots.length > MOST_SLOTS)
    .map(
      ({ input, slots }) =>
        `${input.name}: its features need ${slots.length} sums, minima, maxima and counts of columns, more than the limit of ${MOST_SLOTS}: declare fewer`,
    );
}
