import { IdTable } from '../../../../../lib/aggregation/partial/id-table.ts';
import { type Header, readHeader } from '../../../../../lib/csv/header/header.ts';
import { readRecords, UnclosedQuoteError } from '../../../../../lib/csv/records/records.ts';
import { InputError } from '../../../../../lib/errors.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { readUsers, type UserRow } from '../../../../../lib/pipeline/load/entity/entity-rows.ts';
import { usersToStage } from '../../../../../lib/pipeline/load/entity/entity-to-stage.ts';
import type { PartSource } from '../../../../../lib/pipeline/load/part-source.ts';
import type { StagedUsers } from '../../../../../lib/store/derivation/stage.ts';
import { elementsOf } from '../../../support/array-elements.ts';

const NEEDED = ['user_id', 'name', 'email', 'signup_date'] as const;

export interface Options {
  /** Bytes per chunk; the whole file at once by default. */
  readonly chunk?: number;
  readonly maxRecordBytes?: number;
  readonly onUsers?: (users: StagedUsers) => Promise<void>;
}

/** What reading a file came to; of an unclosed quote the line. */
export type Outcome =
  | { readonly line: number }
  | {
      readonly read: number;
      readonly users: readonly UserRow[];
      readonly ids: readonly bigint[];
      readonly findings: unknown;
    };

/** Reads a file, header and all, from bytes to what the stage is given. */
export async function stage(
  file: Buffer,
  { chunk, maxRecordBytes = 1 << 20, onUsers }: Options = {},
): Promise<Outcome> {
  const { header, body } = opened(file);
  const part = {
    input: 'users',
    header,
    fromByte: header.bodyOffset,
    fromLine: header.bodyLine,
  } as PartSource;
  const [findings, ids, users] = [new Findings(), new IdTable(), [] as UserRow[]];
  const store = async (staged: StagedUsers) => {
    await onUsers?.(staged);
    users.push(...rowsOf(staged));
  };
  try {
    const read = await usersToStage(part, findings, ids, maxRecordBytes, store, {
      openBytes: () => inChunks(body, chunk),
    });
    return { read, users, ids: [...ids.sorted()], findings: [findings.rows, findings.counts()] };
  } catch (error) {
    if (error instanceof InputError && error.cause instanceof UnclosedQuoteError) {
      return { line: error.cause.line };
    }
    throw error;
  }
}

/** The same by the careful path alone. */
export async function readCarefully(
  file: Buffer,
  { maxRecordBytes = 1 << 20 }: Options = {},
): Promise<Outcome> {
  const { header, body } = opened(file);
  const { delimiter, width, bodyLine: line, bodyOffset: offset } = header;
  const [findings, ids, users] = [new Findings(), new IdTable(), [] as UserRow[]];
  const batches = readRecords(inChunks(body), { delimiter, width, line, offset, maxRecordBytes });
  try {
    const read = await readUsers(batches, header, findings, ids, (user) => users.push(user));
    return { read, users, ids: [...ids.sorted()], findings: [findings.rows, findings.counts()] };
  } catch (error) {
    if (error instanceof UnclosedQuoteError) {
      return { line: error.line };
    }
    throw error;
  }
}

function opened(file: Buffer): { header: Header; body: Buffer } {
  const header = readHeader(file, NEEDED, file.length);
  if (Array.isArray(header)) {
    throw new Error(header[0]?.message);
  }
  return { header, body: file.subarray(header.bodyOffset) };
}

async function* inChunks(
  bytes: Buffer,
  size = Math.max(1, bytes.length),
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    // A copy that is overwritten when the next one is asked for, as the file's reader does with its buffer.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    yield chunk;
    chunk.fill('?');
  }
}

function rowsOf({ userIds, names, emails, signupDates }: StagedUsers): UserRow[] {
  const [name, email, date] = [elementsOf(names), elementsOf(emails), elementsOf(signupDates)];
  return elementsOf(userIds).map((id, at) => ({
    userId: BigInt(id as string),
    name: name[at] ?? null,
    email: email[at] ?? null,
    signupDate: date[at] as string,
  }));
}
