import type { TakenIds } from '../../aggregation/ids/taken-ids.ts';
import type { Database, Transaction } from '../../clients/postgres.ts';
import type { Config } from '../../config.ts';
import { RunClosedError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import type { StagedRows } from '../../store/derivation/stage/stage.ts';
import { Findings } from '../findings/findings.ts';
import { begun, ended } from './cut/pieces.ts';
import { type Loaded, readInto } from './loaders.ts';
import { progressTeller } from './progress.ts';
import { bytesOf, type InputPart, refuseChanged, type Slice } from './slice.ts';

export interface LoadDependencies {
  readonly database: Database;
  /** Another connection, for what is read in a transaction: what is written in that nobody sees before its end. */
  readonly progressDatabase: Database | Transaction;
  /** Whether the session with the part's lock is lost, where it is the one that tells progress. */
  readonly isLockLost?: (() => boolean) | undefined;
  readonly logger: Logger;
  readonly config: Config;
  readonly model: Model;
  /** As KernelOptions have it: for tests only. */
  readonly hashBits?: number | undefined;
}

export interface LoadInput {
  readonly runId: string;
  readonly part: number;
}

/** Keys of which it is known that other parts have them, or may do so. */
export interface KnownKeys {
  /** The keys that an earlier part has: rows with them are rejected. */
  readonly taken: TakenIds;
  /** Hashes of keys of events that are texts, of which it is to be told whose row counts here. */
  readonly suspects?: Iterable<bigint>;
}

/** What reading the slices of a part came to. */
export interface ReadSlices {
  /** As they were read: of pieces it is known by now where they begin and end. */
  readonly slices: readonly Slice[];
  readonly loaded: Loaded;
  readonly findings: Findings;
  readonly known: KnownKeys;
  readonly startedAt: Date;
}

/** @param stage takes rows of the entity; nobody does of a part that is read once more, whose rows are there */
export async function readSlices(
  runId: string,
  { part, input, slices: planned }: InputPart,
  known: KnownKeys,
  dependencies: LoadDependencies,
  stage: (rows: StagedRows) => Promise<void> = () => Promise.resolve(),
): Promise<ReadSlices> {
  const { config, model } = dependencies;
  const startedAt = new Date();
  if (planned.length === 0) {
    throw new RunClosedError(`run ${runId} was planned by an earlier release: start a new run`);
  }
  await refuseChanged(planned);
  const maxRecordBytes = config.ETL_MAX_RECORD_BYTES;
  const slices: Slice[] = [];
  for (const slice of planned) {
    slices.push(await begun(slice, { maxRecordBytes, openBytes: bytesOf }));
  }
  const findings = new Findings();
  const loading = {
    slices,
    findings,
    ...known,
    hashBits: dependencies.hashBits,
    maxRecordBytes,
    maxAggregateBytes: config.ETL_MAX_AGGREGATE_BYTES,
    onProgress: progressTeller(dependencies, { runId, part, startedAt }),
    stage,
  };
  const loaded = await readInto(loading, inputNamed(model, input), model);
  await refuseChanged(slices);
  const read = 'ends' in loaded ? slices.map((slice) => ended(slice, loaded)) : slices;
  return { slices: read, loaded, findings, known, startedAt };
}
