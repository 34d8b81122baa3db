import { createDocument, type ZodOpenApiObject } from 'zod-openapi';
import { TAGS } from '../../lib/http/route/route.ts';
import { idKindOf } from '../../lib/model/id-types.ts';
import type { Model } from '../../lib/model/model.ts';
import { TEXT_KEY } from '../../lib/schemas/shapes.ts';
import type { DeclaredRoute } from './declared-routes.ts';
import { errorTables } from './error-tables.ts';
import { pathsOf } from './paths.ts';
import { plainSchemas } from './plain-schemas.ts';

const description = ({
  inputs,
  entity,
  table,
}: Model): string => `Turns ${listed(inputs.flatMap(({ files }) => files))} into the table \`${table}\`.

- ${idsAndIntegers(entity)}: as JSON numbers, JavaScript would round them beyond 2^53. Numbers of rows, bytes and milliseconds are JSON numbers.
- **Lists** have pages: \`next\` is the path of the next one, and so is the header \`Link\`.
- **Errors** have one shape on every route. If trying again later helps, \`retryAfter\` says after how many seconds.
- **CSV**: \`?format=csv\`, for Excel \`&bom=1\` as well. A text that begins like a formula gets an apostrophe in front, so that no spreadsheet runs it.
- **A client in TypeScript** is generated from \`/openapi.json\`: see docs/api.md.

${errorTables()}`;

/** What is said first of the values of rows. */
const idsAndIntegers = ({ key: { name, type } }: Model['entity']): string =>
  idKindOf(type) === 'texts'
    ? `**Keys are texts** (\`"${name}": "${TEXT_KEY}"\`), percent-encoded in a path; **64-bit columns are texts of digits**`
    : `**Ids and 64-bit columns are texts of digits** (\`"${name}": "1"\`)`;

/** Texts in a row, as a sentence has them. */
const listed = (texts: readonly string[]): string => new Intl.ListFormat('en-GB').format(texts);

/** The OpenAPI 3.1 document, made of the declarations that the handlers work by. */
export function openApiDocument(version: string, routes: readonly DeclaredRoute[], model: Model): object {
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'etl-pipeline',
      version,
      description: description(model),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{}, { apiKey: [] }, { bearer: [] }],
    tags: TAGS.map((name) => ({ name })),
    paths: pathsOf(routes, model),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'x-api-key',
          description: 'Needed only when API_KEY is set',
        },
        bearer: { type: 'http', scheme: 'bearer', description: 'The same key' },
      },
    },
  };
  return createDocument(document, { override: plainSchemas(model) });
}
