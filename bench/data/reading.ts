import { statSync } from 'node:fs';
import { type Case, caseNamed } from './cases/cases.ts';
import { generateTextUsers } from './cases/ids/text-ids.ts';
import { contenders, type Peers } from './contenders.ts';
import { generateExperiments } from './generate.ts';
import { type Contender, measure } from './measure.ts';
import type { Report } from './report.ts';

/** Reading and adding up a file of experiments, ours and peers, in turn, each in a process of its own. */
export async function readingReport(
  directory: string,
  name: Case,
  { rows, users, rounds }: { readonly rows: number; readonly users: number; readonly rounds: number },
  peers: Peers,
): Promise<Report> {
  const kind = caseNamed(name);
  const file = generateExperiments(directory, name, rows, users);
  const known = kind.ids === 'texts' ? generateTextUsers(directory, users) : undefined;
  const bytes = statSync(file).size;
  const unwanted = [...peers.without, ...Object.keys(kind.without)];
  const isWanted = (contender: Contender) => !unwanted.some((start) => contender.name.startsWith(start));
  const all = contenders({ kind, file, users: known }, peers);
  return {
    title: `reading, ${name}`,
    ...{ rows, users, rounds, bytes },
    measured: await measure(all.filter(isWanted), rounds),
  };
}
