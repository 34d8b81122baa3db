/**
 * `./run.sh bench data`: ours and peers in turn, in what --help lists. Prints medians and ratios, and says when results differ;
 * asserts no time.
 */

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchOptions } from '../arguments.ts';
import { all } from './all.ts';
import type { Bench, Subject } from './bench.ts';
import { CASE_NAMES, type Case, isCase } from './cases/cases.ts';
import { writeDocs } from './docs/write-docs.ts';
import { python } from './python.ts';
import { print, type Report } from './report.ts';
import { type BenchStack, startBenchStack } from './stack.ts';
import { DEFAULT, SUBJECTS } from './subjects.ts';

const subjectLines = Object.entries(SUBJECTS).map(
  ([name, { about }]) => `  ${`--${name}`.padEnd(15)} ${about}`,
);

const USAGE = `Usage: ./run.sh bench data [--rows N] [--users N] [--rounds N] [--case NAME …]
                          [--without PEER …] [--only TEXT …] [--SUBJECT …]
                          [--json FILE] [--docs]

Ours and peers in turn; their results are compared. Without a subject it is
reading and adding up experiments.

  --rows N        experiments (10000000)
  --users N       users (100000; 1000000 with --users-file)
  --rounds N      rounds, of which the median is told (5)
  --case NAME     what the experiments look like, may be given again (plain):
                  ${wrapped([...CASE_NAMES, 'all'])}
  --only TEXT     of a subject only what has this in its name; may be given again
  --without NAME  leaves out whose name begins so; may be given again
  --json FILE     keeps the figures
  --docs          makes the tables and plots of docs/performance.md anew, from these
                  figures and those of before; --all does

Subjects:
${subjectLines.join('\n')}`;

const values = benchOptions(USAGE, () => {
  const subjects = Object.keys(SUBJECTS);
  const { values: given } = parseArgs({
    options: {
      rows: { type: 'string', default: '10000000' },
      users: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      case: { type: 'string', multiple: true, default: ['plain'] },
      only: { type: 'string', multiple: true, default: [] },
      without: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      docs: { type: 'boolean' },
      ...Object.fromEntries(subjects.map((name) => [name, { type: 'boolean' }] as const)),
    },
  });
  const flags: Readonly<Record<string, unknown>> = given;
  return {
    ...given,
    cases: given.case.flatMap(casesOf),
    subjects: Object.entries(SUBJECTS).flatMap(([name, subject]) => (flags[name] === true ? [subject] : [])),
  };
});

let stack: Promise<BenchStack> | undefined;
let interpreter: { readonly path: string | undefined } | undefined;
const benchOf = ({ users = 100_000 }: Subject): Bench => ({
  directory: join(tmpdir(), 'etl-bench-data'),
  size: { rows: Number(values.rows), users: Number(values.users ?? users), rounds: Number(values.rounds) },
  cases: values.cases,
  only: values.only,
  without: values.without,
  python: () => {
    interpreter ??= { path: python() };
    return interpreter.path;
  },
  stack: () => {
    stack ??= startBenchStack();
    return stack;
  },
});

const reports: Report[] = [];
try {
  for (const subject of values.subjects.length > 0 ? values.subjects : [DEFAULT]) {
    for await (const report of subject.reports(benchOf(subject))) {
      print(report);
      reports.push(report);
    }
  }
} finally {
  await (await stack)?.stop();
}
if (values.docs || values.subjects.includes(all)) {
  console.log(`\nwritten: ${writeDocs(reports).join(', ')}`);
}
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify(reports, null, 2)}\n`);
}

function casesOf(name: string): readonly Case[] {
  if (name === 'all') {
    return CASE_NAMES;
  }
  if (!isCase(name)) {
    throw new Error(`There is no case ${name}; there are ${CASE_NAMES.join(', ')}, all.`);
  }
  return [name];
}

/** Names with commas between them, on lines of some 60 characters. */
function wrapped(names: readonly string[]): string {
  const lines: string[] = [''];
  for (const name of names) {
    const last = lines.length - 1;
    const longer = [lines[last], name].filter(Boolean).join(', ');
    if (longer.length > 60) {
      lines[last] += ',';
      lines.push(name);
    } else {
      lines[last] = longer;
    }
  }
  return lines.join('\n                  ');
}
