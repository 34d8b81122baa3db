import { createDocument } from 'zod-openapi';
import { TAGS } from '../../lib/http/route/route.ts';
import { idKindOf } from '../../lib/model/id-types.ts';
import type { Model } from '../../lib/model/model.ts';
import { TEXT_KEY } from '../../lib/schemas/shapes.ts';
import type { DeclaredRoute } from './declared-routes.ts';
import { errorTables } from './error-tables.ts';
import { pathsOf } from './paths.ts';

const description = ({
  inputs,
  entity,
  table,
}: Model): string => `Turns ${listed(inputs.flatMap(({ files }) => files))} into the table \`${table}\`.

- ${idsAndIntegers(entity)}, as in Google's JSON mapping of int64: JavaScript, and whatever reads JSON numbers as doubles, would round them beyond 2^53. Numbers of rows, bytes and
  milliseconds are JSON numbers.
- **Lists** have pages: \`next\`, and the header \`Link: <…>; rel="next"\`, say where the next one is.
- **Errors** have one shape on every route: \`message\`, \`code\`, \`requestId\`; those that pass have \`retryAfter\`.
- **CSV** (\`?format=csv\`, with \`&bom=1\` for Excel, or \`Accept: text/csv\`) is safe to open in a spreadsheet: a text that begins like a formula gets an
  apostrophe in front.

${errorTables()}`;

/** What is said first of the values of rows. */
const idsAndIntegers = ({ key: { name, type } }: Model['entity']): string =>
  idKindOf(type) === 'texts'
    ? `**Keys are texts** (\`"${name}": "${TEXT_KEY}"\`), percent-encoded in a path; **64-bit columns are texts of digits**`
    : `**Ids and 64-bit columns are texts of digits** (\`"${name}": "9223372036854775807"\`)`;

/** Texts in a row, as a sentence has them. */
const listed = (texts: readonly string[]): string => new Intl.ListFormat('en-GB').format(texts);

/** The OpenAPI 3.1 document, made of the declarations that the handlers work by. */
export function openApiDocument(version: string, routes: readonly DeclaredRoute[], model: Model): object {
  return createDocument({
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
    paths: pathsOf(routes),
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'When API_KEY is set' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The same key' },
      },
    },
  });
}
