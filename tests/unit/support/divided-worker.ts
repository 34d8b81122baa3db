/** A second thread that knows what is declared in divided-shops.ts. */
import { readSecondHalf } from '../../../lib/pipeline/load/events/read-second-half.ts';
import { dividedShops } from './divided-shops.ts';

readSecondHalf(dividedShops);
