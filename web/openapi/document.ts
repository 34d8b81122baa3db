import { createDocument } from 'zod-openapi';
import { featurePaths } from './feature-paths.ts';
import { pagePaths } from './page-paths.ts';
import { runPaths } from './run-paths.ts';
import { servicePaths } from './service-paths.ts';

const DESCRIPTION = `Turns users.csv, user_experiments.csv and compounds.csv into the table \`users_derivation\`.

- **Ids and 64-bit columns are texts of digits** (\`"user_id": "9223372036854775807"\`), as in Google's JSON mapping of int64:
  JavaScript, and whatever reads JSON numbers as doubles, would round them beyond 2^53. Numbers of rows, bytes and
  milliseconds are JSON numbers.
- **Lists** have pages: \`next\`, and the header \`Link: <…>; rel="next"\`, say where the next one is.
- **Errors** have one shape on every route: \`message\`, \`code\`, \`requestId\`; those that pass have \`retryAfter\`.
- **CSV** (\`?format=csv\`, or \`Accept: text/csv\`) is safe to open in a spreadsheet: a text that begins like a formula gets an
  apostrophe in front.`;

/** The OpenAPI 3.1 document, made of the schemas that the handlers use. */
export function openApiDocument(version: string): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'etl-pipeline',
      version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{}, { apiKey: [] }, { bearer: [] }],
    tags: ['Pipeline', 'Runs', 'Features', 'Service', 'Pages'].map((name) => ({ name })),
    paths: { ...servicePaths, ...runPaths, ...featurePaths, ...pagePaths },
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'When API_KEY is set' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The same key' },
      },
    },
  });
}
