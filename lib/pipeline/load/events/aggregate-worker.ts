/** The second thread of a slice: a bundle of its own, which knows what is declared. */
import { model } from '../../../chosen-model.ts';
import { readSecondHalf } from './read-second-half.ts';

readSecondHalf(model);
