import type { Model } from '../../../lib/model/model.ts';
import { AS_OF } from './moments.ts';

/** The name of a file of an input: the first that it is read from, with a day where there may be anything. */
export const sourceOf = ({ files: [first = ''] }: Model['inputs'][number]): string =>
  first.replaceAll('*', AS_OF);
