import { inspect, isDeepStrictEqual } from 'node:util';
import { compileKernel, type KernelModule } from '../../lib/aggregation/kernel/instance.ts';
import { emptyPartial, encodePartial } from '../../lib/aggregation/partial/partial.ts';
import type { Header } from '../../lib/csv/header/header.ts';
import { readRecords, UnclosedQuoteError } from '../../lib/csv/records/records.ts';
import { InputError } from '../../lib/errors.ts';
import type { Features } from '../../lib/model/feature-kinds.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { aggregateExperiments } from '../../lib/pipeline/load/events/aggregate-events.ts';
import { readExperiments } from '../../lib/pipeline/load/events/event-rows.ts';
import type { PartSource } from '../../lib/pipeline/load/part-source.ts';
import { readWithKernel } from '../unit/aggregation/kernel/reading.ts';
import { wasm as scalarWasm } from '../unit/aggregation/kernel/scalar-wasm.ts';

const withoutVectors = compileKernel(scalarWasm);

/** A file of experiments, its header read. */
export interface ExperimentsFile {
  readonly header: Header;
  readonly maxRecordBytes: number;
  /** The body, in chunks; opened anew by each reading. */
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly features: Features;
}

/**
 * Reads a file of experiments with the kernel and, on its own, by the careful path, down to the bytes of the partial; and
 * with a kernel that has no vectors, which must take and leave the same lines.
 *
 * @throws Error when two of them differ in anything
 */
export async function compareKernel(file: ExperimentsFile): Promise<void> {
  const [fast, careful] = [await readFast(file), await readCarefully(file)];
  if (!isDeepStrictEqual(fast, careful)) {
    throw new Error(`kernel and careful path differ: ${shown(fast)} and ${shown(careful)}`);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of file.open()) {
    chunks.push(Buffer.from(chunk));
  }
  const body = Buffer.concat(chunks);
  const [vectors, scalar] = [linesTaken(body, file), linesTaken(body, file, withoutVectors)];
  if (!isDeepStrictEqual(vectors, scalar)) {
    throw new Error(`vectors and no vectors differ: ${inspect(vectors)} and ${inspect(scalar)}`);
  }
}

function linesTaken(
  body: Buffer,
  { header, maxRecordBytes, features }: ExperimentsFile,
  module?: KernelModule,
) {
  const { delimiter, columns, width } = header;
  const options = { delimiter, columns, width, maxRecordBytes, slots: features.slots };
  try {
    return readWithKernel(body, module === undefined ? options : { ...options, module });
  } catch (error) {
    if (error instanceof UnclosedQuoteError) {
      return error.line;
    }
    throw error;
  }
}

type Outcome =
  | { readonly line: number }
  | { readonly read: number; readonly partial: string; readonly findings: unknown };

async function readCarefully({ header, maxRecordBytes, open, features }: ExperimentsFile): Promise<Outcome> {
  const { delimiter, width, bodyLine: line, bodyOffset: offset } = header;
  const findings = new Findings();
  const partial = emptyPartial(features);
  const batches = readRecords(open(), { delimiter, width, line, offset, maxRecordBytes });
  try {
    const read = await readExperiments(batches, header, features, findings, partial.experimentIds, (row) => {
      partial.aggregates.add(row.userId, 1, row.values);
      for (const compound of row.compounds) {
        partial.compounds.add(compound);
      }
    });
    return outcome(read, encodePartial(features, partial), findings);
  } catch (error) {
    if (error instanceof UnclosedQuoteError) {
      return { line: error.line };
    }
    throw error;
  }
}

async function readFast({ header, maxRecordBytes, open, features }: ExperimentsFile): Promise<Outcome> {
  const part = { input: 'experiments', header, fromByte: header.bodyOffset, fromLine: header.bodyLine };
  const findings = new Findings();
  try {
    const { read, totals } = await aggregateExperiments(part as PartSource, {
      features,
      findings,
      maxRecordBytes,
      openBytes: () => inBuffers(open()),
    });
    return outcome(read, encodePartial(features, totals), findings);
  } catch (error) {
    if (error instanceof InputError && error.cause instanceof UnclosedQuoteError) {
      return { line: error.cause.line };
    }
    throw error;
  }
}

async function* inBuffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  for await (const { buffer, byteOffset, length } of chunks) {
    yield Buffer.from(buffer, byteOffset, length);
  }
}

function outcome(read: number, partial: Buffer, findings: Findings): Outcome {
  return { read, partial: partial.toString('hex'), findings: [findings.rows, findings.counts()] };
}

function shown(reading: Outcome): string {
  return JSON.stringify(reading).slice(0, 2000);
}
