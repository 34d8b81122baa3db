import type { IdColumn } from '../../lib/model/features/feature.ts';
import type { Wanted } from '../../lib/model/filters/constant.ts';
import type { Filter } from '../../lib/model/filters/filter.ts';
import { idFilter } from '../../lib/model/filters/ids.ts';
import { isIdList } from '../../lib/model/id-types.ts';

/** What `includes` is of a column of which it is not known when this is compiled what its ids are. */
export const includesAny = (column: IdColumn, id: Wanted): Filter =>
  idFilter(isIdList(column.type) ? 'includes' : 'equals', column, id);
