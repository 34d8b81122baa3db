import { type DeclaredFeature, type DeclaredFilter, ID_COLUMNS } from '../declared.ts';
import type { Traits } from '../traits.ts';
import type { TextOf } from './texts.ts';

/** The traits of a model whose ids are texts, which its filters name too. */
export const withTexts = (traits: Traits, textOf: TextOf): Traits => ({
  ...traits,
  ids: 'texts',
  features: traits.features.map(
    ({ where, ...feature }): DeclaredFeature => ({
      ...feature,
      ...(where && { where: filterWithTexts(where, textOf) }),
    }),
  ),
});

function filterWithTexts(filter: DeclaredFilter, textOf: TextOf): DeclaredFilter {
  if ('filters' in filter) {
    const [one, other] = filter.filters;
    return { ...filter, filters: [filterWithTexts(one, textOf), filterWithTexts(other, textOf)] };
  }
  if ('filter' in filter) {
    return { ...filter, filter: filterWithTexts(filter.filter, textOf) };
  }
  return ID_COLUMNS.includes(filter.column) ? { ...filter, number: textOf(BigInt(filter.number)) } : filter;
}

/** The ids that the filters of a model name. */
export function idsOfFilters(traits: Traits): readonly bigint[] {
  const named: bigint[] = [];
  withTexts(traits, (id) => String(named.push(id)));
  return named;
}
