import type { Model } from '../../../lib/model/model.ts';
import { featurePageExample, featuresCsvExample, oneFeatureRowExample } from './features.ts';
import { rejectPageExample, rejectsCsvExample } from './rejects.ts';
import { runCancelledExample, runDetailExample, runPageExample } from './runs.ts';
import {
  featuresInsertedExample,
  healthyExample,
  metricsExample,
  tableCreatedExample,
  triggeredExample,
} from './service.ts';
import { statsExample } from './stats.ts';

/** Examples of the answers of a route, of a model: in JSON or as the text that it answers with, and as CSV where it has that. */
interface AnswerExamples {
  readonly answer: (model: Model) => unknown;
  readonly csv?: (model: Model) => unknown;
}

const page = (title: string) => () => `<!doctype html>\n<html lang="en">… ${title} …</html>\n`;

/** The examples of each route, by its path. A new route has its line here: a test names the one that has none. */
const EXAMPLES: Readonly<Record<string, AnswerExamples>> = {
  '/': { answer: page('etl-pipeline') },
  '/check/feature_derivation': { answer: featuresInsertedExample },
  '/check/table': { answer: tableCreatedExample },
  '/docs': { answer: page('etl-pipeline API') },
  '/features': { answer: featurePageExample, csv: featuresCsvExample },
  '/features/{userId}': { answer: oneFeatureRowExample },
  '/health': { answer: healthyExample },
  '/metrics': { answer: metricsExample },
  '/openapi.json': { answer: () => ({ openapi: '3.1.0', info: { title: 'etl-pipeline' }, paths: {} }) },
  '/runs': { answer: runPageExample },
  '/runs/{runId}': { answer: runDetailExample },
  '/runs/{runId}/cancel': { answer: runCancelledExample },
  '/runs/{runId}/rejects': { answer: rejectPageExample, csv: rejectsCsvExample },
  '/static/{file}': { answer: () => 'body { margin: 0 }\n' },
  '/stats': { answer: statsExample },
  '/trigger-etl': { answer: triggeredExample },
};

/**
 * The examples of a route's answers.
 *
 * @throws Error naming the path, when it has none
 */
export function answerExamples(path: string): AnswerExamples {
  const examples = EXAMPLES[path];
  if (!examples) {
    throw new Error(`the answer of ${path} has no example: add one in web/openapi/examples/answers.ts`);
  }
  return examples;
}
