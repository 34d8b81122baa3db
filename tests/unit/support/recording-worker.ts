/** A second thread that knows what is declared in recording.ts. */
import { readSecondHalf } from '../../../lib/pipeline/load/events/read-second-half.ts';
import { recordingModel } from './recording.ts';

readSecondHalf(recordingModel);
