/**
 * `./run.sh bench data [--rows N] [--users N] [--rounds N] [--case NAME …] [--without PEER …] [--pipeline | --files]
 * [--json FILE]`: reading and adding up experiments, or with --pipeline the whole way from CSV files to the table, ours and peers in turn. Prints medians and
 * ratios, and says when results differ; asserts no time.
 */

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchOptions } from '../arguments.ts';
import { measureDefects } from './defects.ts';
import { furtherReport } from './further.ts';
import { CASES, type Case } from './generate.ts';
import { pipelineReport } from './pipeline.ts';
import { python } from './python.ts';
import { readingReport } from './reading.ts';
import { print, type Report } from './report.ts';
import { startBenchStack } from './stack.ts';

const USAGE = `Usage: ./run.sh bench data [--rows N] [--users N] [--rounds N] [--case NAME …]
                          [--without PEER …] [--pipeline | --files | --defects]
                          [--json FILE]

Reading and adding up generated experiments, ours and peers in turn; their results are compared.

  --rows N        experiments (1000000)
  --users N       users (100000)
  --rounds N      rounds, of which the median is told (5)
  --case NAME     ${CASES.join(', ')}; may be given again (plain)
  --without PEER  leaves a peer out; may be given again
  --pipeline      the whole way from CSV files to the table
  --files         the same rows in a thousand files, plain and compressed, and as
                  many of examples/shop
  --defects       whole runs with one defective row, beside whole runs without; with
                  --case only those whose name has that: "unknown user", "middle"
  --json FILE     keeps the figures`;

const values = benchOptions(USAGE, () => {
  const { values: given } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000000' },
      users: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '5' },
      case: { type: 'string', multiple: true, default: [] },
      pipeline: { type: 'boolean', default: false },
      files: { type: 'boolean', default: false },
      defects: { type: 'boolean', default: false },
      without: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
    },
  });
  const kinds = given.case.length > 0 && !given.defects ? given.case.map(caseOf) : (['plain'] as const);
  return { ...given, kinds };
});

function caseOf(name: string): Case {
  const known = CASES.find((candidate) => candidate === name);
  if (!known) {
    throw new Error(`There is no case ${name}; there are ${CASES.join(', ')}.`);
  }
  return known;
}

const size = { rows: Number(values.rows), users: Number(values.users), rounds: Number(values.rounds) };
const directory = join(tmpdir(), 'etl-bench-data');
const reports: Report[] = [];
if (values.defects) {
  await measureDefects(directory, size, values.case);
} else if (values.files) {
  reports.push(...(await furtherReport(directory, size)));
  reports.forEach(print);
} else {
  await withPeers();
}
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify(reports, null, 2)}\n`);
}

/** What is compared with peers, or takes a database. */
async function withPeers(): Promise<void> {
  const interpreter = python();
  const stack = await startBenchStack();
  try {
    if (values.pipeline) {
      reports.push(...(await pipelineReport(directory, size, stack, interpreter)));
      reports.forEach(print);
    } else {
      for (const kind of values.kinds) {
        const peers = { python: interpreter, database: stack.databaseUrl, without: values.without };
        const report = await readingReport(directory, kind, size, peers);
        print(report);
        reports.push(report);
      }
    }
  } finally {
    await stack.stop();
  }
}
