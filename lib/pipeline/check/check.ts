import { Aggregates, overflowsOf } from '../../aggregation/partial/aggregates.ts';
import { IdTable } from '../../aggregation/partial/id-table.ts';
import type { InputConfig } from '../../config.ts';
import type { Header } from '../../csv/header/header.ts';
import { InputError } from '../../errors.ts';
import type { Features } from '../../model/feature-kinds.ts';
import { INPUT_NAMES, type InputName } from '../../store/runs/parts.ts';
import { Findings } from '../findings/findings.ts';
import { readUsers } from '../load/entity/entity-rows.ts';
import { aggregateExperiments } from '../load/events/aggregate-events.ts';
import { fileOf, type OnProgress, type PartSource, recordsOf, refuseChanged } from '../load/part-source.ts';
import { readCompounds } from '../load/reference-rows.ts';
import { wholeFile } from '../plan/cut.ts';
import { inspectInputs } from '../plan/inspect.ts';
import { judgeInputs, type Refusal } from '../publish/gates.ts';
import { UnknownRows, unknownCompounds } from '../publish/unknown-references.ts';
import { type CheckProgress, FilesProgress } from './check-progress.ts';

/** What a run would make of one input. */
export interface CheckedFile {
  readonly input: InputName;
  readonly path: string;
  readonly header: Header;
  readonly read: number;
  readonly findings: Findings;
}

/** What a run would make of the files, and the gates that would refuse it. */
export interface CheckResult {
  readonly files: readonly CheckedFile[];
  readonly refusals: readonly Refusal[];
}

/**
 * Reads and validates the files as a run would, with the same readers and to the same counts, but without a
 * database. What only the table can tell, how many users would be deleted, it does not know.
 *
 * @param onProgress told while files are read, and at the end of each, how far that is
 * @throws InputError when the files can't be used at all, naming every file and column, on an unclosed quote, or when one
 * of them changed in the meantime
 */
export async function checkInputs(
  config: InputConfig,
  features: Features,
  onProgress: (progress: CheckProgress) => void = () => undefined,
): Promise<CheckResult> {
  const sources = (await inspectInputs(config, features)).map(wholeFile);
  const progress = new FilesProgress(sources, onProgress);
  const records = (source: PartSource, findings: Findings) => {
    const tell = progress.within(source);
    const onRead = (bytes: number, read: number) => tell({ bytes, read, rejected: findings.rejected });
    return recordsOf(source, config.ETL_MAX_RECORD_BYTES, onRead);
  };
  const known = { users: new IdTable(), compounds: new IdTable(), aggregates: new Aggregates(features) };
  const read: Readers = {
    users: (source, findings) => readUsers(records(source, findings), source.header, findings, known.users),
    compounds: (source, findings) =>
      readCompounds(records(source, findings), source.header, findings, known.compounds),
    experiments: (source, findings) => {
      const options = { config, features, onProgress: progress.within(source) };
      return checkExperiments(source, findings, known, options);
    },
  };

  const files: CheckedFile[] = [];
  // The experiments last, for they name users and compounds.
  for (const input of ['users', 'compounds', 'experiments'] as const) {
    const source = sources.find((candidate) => candidate.input === input);
    if (!source) {
      throw new InputError('INPUT_UNUSABLE', `${fileOf(input)} was not found`);
    }
    const findings = new Findings();
    const count = await read[input](source, findings);
    progress.behind(source, { read: count, rejected: findings.rejected });
    files.push({ input, path: source.identity.path, header: source.header, read: count, findings });
  }
  for (const { identity } of sources) {
    await refuseChanged(identity, WHILE_CHECKED);
  }
  files.sort((a, b) => INPUT_NAMES.indexOf(a.input) - INPUT_NAMES.indexOf(b.input));
  const counts = files.map(({ input, read, findings }) => ({ input, read, rejected: findings.rejected }));
  const limits = { maxRejectRatio: config.ETL_MAX_REJECT_RATIO };
  return { files, refusals: judgeInputs(counts, [...overflowsOf(known.aggregates)], limits) };
}

const WHILE_CHECKED = 'while it was checked: check it again when nothing writes to it any more';

type Readers = Record<InputName, (source: PartSource, findings: Findings) => Promise<number>>;
interface ExperimentOptions {
  readonly config: InputConfig;
  readonly features: Features;
  readonly onProgress: OnProgress;
}
interface Known {
  readonly users: IdTable;
  readonly compounds: IdTable;
  readonly aggregates: Aggregates;
}

/** Counts what names users and compounds that are not there, and lists it in a second reading if there is any. */
async function checkExperiments(
  source: PartSource,
  findings: Findings,
  known: Known,
  { config, features, onProgress }: ExperimentOptions,
): Promise<number> {
  const options = { features, findings, onProgress, maxRecordBytes: config.ETL_MAX_RECORD_BYTES };
  const { read, totals } = await aggregateExperiments(source, options);
  const unknownUsers = new IdTable();
  let experiments = 0;
  for (const user of totals.aggregates.entries()) {
    if (known.users.has(user.userId)) {
      known.aggregates.add(user.userId, user.experiments, user.values);
    } else {
      unknownUsers.add(user.userId);
      experiments += user.experiments;
    }
  }
  const compounds = unknownCompounds(totals, known.compounds);
  findings.count('unknown_user', 'user_id', experiments);
  findings.count('unknown_compound', 'experiment_compound_ids', compounds.mentions);
  const unknown = new UnknownRows(
    { users: { ids: unknownUsers, experiments }, compounds },
    { config, features },
  );
  await unknown.list(source, findings);
  return read;
}
