/** The second thread of a slice: a bundle of its own, which knows what is declared. */
import { features } from '../../../features.ts';
import { readSecondHalf } from './read-second-half.ts';

readSecondHalf(features);
