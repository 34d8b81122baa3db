import type * as z from 'zod/mini';
import { counted } from '../../../lib/http/message.ts';
import { rejectsCsv } from '../../../lib/http/reply/reject-reply.ts';
import type { Model } from '../../../lib/model/model.ts';
import { fileStemOf } from '../../../lib/schemas/deprecated-file.ts';
import type { RejectView, rejectPage } from '../../../lib/schemas/reject.ts';
import { RUN_ID } from './moments.ts';
import { rejectedRow } from './rejected-row.ts';

function rejectsOf(model: Model): RejectView[] {
  const { meaning: _, ...row } = rejectedRow(model);
  const file = fileStemOf(model.inputs, row.input);
  return [{ ...row, file, lastLine: row.line, severity: 'reject' }];
}

/** The answer of /runs/{runId}/rejects. */
export function rejectPageExample(model: Model): z.output<ReturnType<typeof rejectPage>> {
  const rejects = rejectsOf(model);
  return { message: counted(rejects.length, 'row'), rejects, next: null, total: rejects.length };
}

/** The same as CSV. */
export function rejectsCsvExample(model: Model): unknown {
  return rejectsCsv(RUN_ID, rejectsOf(model), null).content?.data;
}
