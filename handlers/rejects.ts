import { model } from '../lib/chosen-model.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { counted } from '../lib/http/message.ts';
import { inForm, listFormOf } from '../lib/http/reply/csv-reply.ts';
import { rejectsCsv } from '../lib/http/reply/reject-reply.ts';
import { cutPage, linkTo, nextPage, positionOf } from '../lib/http/route/pages.ts';
import { invalidParameter } from '../lib/http/route/parameters.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { inputOfQuery } from '../lib/schemas/deprecated-file.ts';
import { rejectsQuery, runPath } from '../lib/schemas/parameters.ts';
import { rejectPage, rejectPosition } from '../lib/schemas/reject.ts';
import { inputsOfRejects, rejectedRows, rejectedTotal } from '../lib/views/reject-list.ts';

/** Rows that were rejected or have a warning, by input, source and line, as JSON or CSV. */
export const route = defineRoute({
  path: '/runs/{runId}/rejects',
  tag: 'Runs',
  methods: {
    GET: {
      summary:
        'Rows that were rejected or have a warning, each with its input, source, lines, column, reason, the value seen and the raw text',
      description:
        'Lists the first 10,000 rows of each kind in each part; the counts of the run include all of them.',
    },
  },
  params: runPath,
  query: rejectsQuery(model),
  answer: { description: 'A page of rows, by input, source and line', json: rejectPage(model), csv: true },
  errors: ['RUN_NOT_FOUND', ...DATABASE_ERRORS],
  dependencies: { database: readDatabase, model: () => model },
  async run(request, dependencies) {
    const { path, query } = request;
    const form = listFormOf(request, query);
    const { runId } = request.params;
    const after = positionOf(path, query, rejectPosition(dependencies.model));
    const filter = { ...query, input: inputOfQuery(dependencies.model.inputs, query) };
    if (filter.input !== undefined) {
      const inputs = await inputsOfRejects(runId, dependencies);
      if (!inputs.has(filter.input)) {
        throw invalidParameter(`input must be one of ${[...inputs].join(', ')}`);
      }
    }
    const found = await rejectedRows(runId, filter, { after, limit: query.limit + 1 }, dependencies);
    const { page, last } = cutPage(found, query.limit);
    const next = last
      ? nextPage(path, query, [last.input, last.source ?? '', String(last.line), String(last.id)])
      : null;
    if (form !== 'json') {
      return inForm(form, rejectsCsv(runId, page, next));
    }
    const body = {
      message: counted(page.length, 'row'),
      rejects: page.map(({ id: _id, ...reject }) => reject),
      next,
      total: await rejectedTotal(runId, filter, dependencies),
    };
    return { status: 200, body, headers: { vary: 'accept', ...linkTo(next) } };
  },
});

export const handler = endpoint(route);
