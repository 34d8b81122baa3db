import type { Header } from '../../../../lib/csv/header/header.ts';
import { inputNamed, type Model } from '../../../../lib/model/model.ts';
import { type ExplainedKind, explainKinds } from '../../../../lib/pipeline/findings/explain-kinds.ts';
import { Findings } from '../../../../lib/pipeline/findings/findings.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { headerOf } from '../../support/slices.ts';

/** Rows of a file that were found to be defective. */
export interface FoundRows {
  readonly input: string;
  /** The first line of the file. */
  readonly header: string;
  readonly reason: string;
  readonly column?: string;
  readonly rows: readonly string[];
  /** What the rows are in windows-1252, of those that are no UTF-8. */
  readonly asWindows1252?: string;
  /** How many lines each of them covers; 1 unless it is said. */
  readonly lines?: number;
  readonly model?: Model;
}

/** What is said of such rows, which are of one kind. @throws Error when the header is unusable */
export function explained(found: FoundRows): ExplainedKind {
  const { input, header: line, reason, column = null, rows, lines = 1, model = sampleModel } = found;
  const { asWindows1252 } = found;
  const header: Header = headerOf(model, input, Buffer.from(`${line}\n`));
  const findings = new Findings();
  findings.begin('a.csv', header);
  for (const [index, raw] of rows.entries()) {
    const row = { line: index + 2, lastLine: index + 1 + lines, raw, asWindows1252 };
    findings.add(row, reason, column);
  }
  const [kind] = explainKinds(findings, inputNamed(model, input), [{ source: 'a.csv', header }], model);
  if (!kind) {
    throw new Error('nothing was found');
  }
  return kind;
}

const USERS = 'user_id,name,email,signup_date';
const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time';

/** What is said of users whose date is this. */
export const ofDate = (value: string) =>
  explained({
    ...{ input: 'users', header: USERS, reason: 'bad_date', column: 'signup_date' },
    rows: [`1,Mara,m@lab.test,${value}`],
  });

/** What is said of experiments whose run time is this. */
export const ofRunTime = (value: string) => ofRunTimes(value);

/** What is said of experiments with these run times. */
export const ofRunTimes = (...values: readonly string[]) =>
  explained({
    ...{ input: 'experiments', header: EXPERIMENTS, reason: 'not_an_integer', column: 'experiment_run_time' },
    rows: values.map((value) => `1,1,1;2,"${value}"`),
  });

/** What is said of users whose id is this. */
export const ofUserId = (value: string) =>
  explained({
    ...{ input: 'users', header: USERS, reason: 'not_an_integer', column: 'user_id' },
    rows: [`"${value}",Mara,m@lab.test,2024-03-01`],
  });

/** What is said of experiments whose list is this. */
export const ofList = (value: string) =>
  explained({
    ...{ input: 'experiments', header: EXPERIMENTS, reason: 'bad_id_list' },
    ...{ column: 'experiment_compound_ids', rows: [`1,1,"${value}",5`] },
  });

/** What is said of rows of users. */
export const ofUsers = (reason: string, ...rows: readonly string[]) =>
  explained({ input: 'users', header: USERS, reason, rows });

/** What is said of rows of experiments. */
export const ofExperiments = (reason: string, ...rows: readonly string[]) =>
  explained({ input: 'experiments', header: EXPERIMENTS, reason, rows });
