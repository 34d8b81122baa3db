import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../e2e/support/project.ts';
import { newFolder } from '../../support/new-folder.ts';
import { makeAirflowRole } from '../support/airflow-role.ts';
import { connectAws } from '../support/aws.ts';
import { everythingIn } from '../support/inventory.ts';
import { KEYS, type Ministack, startMinistack } from '../support/ministack.ts';
import { ensurePythonTools } from '../support/python-tools.ts';
import { type Services, startServices } from '../support/services.ts';
import { FUNCTION_PREFIX } from '../support/stage.ts';
import { type Block, blocksOf } from './support/blocks.ts';
import { type Followed, follow, type Substitution } from './support/follow.ts';
import { AFTER, BEFORE, makeOrigin } from './support/origin.ts';

/** What the API answers, asked after the last block below a heading. */
const PROBES: Readonly<Record<string, string>> = { Update: AFTER, Rollback: BEFORE };

const blocks = blocksOf(join(PROJECT_DIR, 'docs/deploy-aws.md')).flatMap((block, index, all) => {
  const answer = all[index + 1]?.heading === block.heading ? undefined : PROBES[block.heading];
  return answer === undefined ? [block] : [block, probe(block.heading, answer)];
});

function probe(heading: string, answer: string): Block {
  const prints = JSON.stringify({ message: `${answer}/nowhere` });
  return { heading, commands: 'curl -s $URL/nowhere\n', prints };
}

const cleanups: (() => void | Promise<void>)[] = [];
let followed: readonly Followed[];
let failure: string | undefined;
let left: readonly string[];

beforeAll(async () => {
  const folder = newFolder();
  cleanups.push(folder.remove);
  const origin = makeOrigin();
  cleanups.push(origin.remove);
  const ministack = await startMinistack(folder.path);
  cleanups.push(ministack.stop);
  const aws = connectAws(ministack.endpoint, KEYS);
  const services = await startServices(await makeAirflowRole(aws, ministack.endpoint, ROLE), FUNCTION_PREFIX);
  cleanups.push(services.stop);
  const before = await everythingIn(aws);

  const environment = {
    ...process.env,
    ...ministack.environment,
    HOME: folder.path,
    PATH: [programs(folder.path), process.env['PATH']].join(delimiter),
    CI: 'true',
    NO_COLOR: '1',
    GIT_AUTHOR_NAME: 'test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
  };
  const how = { folder: folder.path, environment };
  ({ followed, failure } = await follow(blocks, substitutions(origin.path, services, ministack), how));
  left = (await everythingIn(aws)).filter((name) => !before.includes(name));
  for (const { heading, commands, seconds } of followed) {
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${heading}: ${commands.split('\n', 1)[0]}`);
  }
}, 600_000);
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) {
    await cleanup();
  }
});

/** The role that Airflow has. */
const ROLE = 'role-of-airflow';

/** A folder with the AWS CLI, which cannot reach the real AWS: for some services it does not heed AWS_ENDPOINT_URL. */
function programs(folder: string): string {
  const bin = join(folder, 'bin');
  const aws = join(bin, 'aws');
  mkdirSync(bin);
  writeFileSync(
    aws,
    `#!/bin/sh\nexec ${ensurePythonTools()} -m awscli --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n`,
  );
  chmodSync(aws, 0o755);
  return bin;
}

/** Where the document is not taken at its word. */
function substitutions(
  origin: string,
  { database, airflow }: Services,
  ministack: Ministack,
): Substitution[] {
  const admin = new URL(database.admin);
  return [
    {
      text: 'git clone <address of this repository> etl-pipeline\n',
      by: `git clone --quiet '${origin}' etl-pipeline\ngit -C etl-pipeline reset --quiet --hard HEAD~1\n`,
      why: 'this checkout, before the update that `git pull --rebase` brings later',
    },
    {
      text: 'npm ci --ignore-scripts\n',
      by: `ln -sfn '${join(PROJECT_DIR, 'node_modules')}' node_modules\n`,
      why: 'the packages are those of the checkout: .ci/newcomer installs them',
    },
    {
      text: /^DATABASE=.*$/m,
      by: `DATABASE=${admin.host}`,
      why: 'the RDS of ministack is a record without a server: it is the PostgreSQL of the local stack',
    },
    { text: /^ADMIN_PASSWORD=.*$/m, by: `ADMIN_PASSWORD=${admin.password}`, why: 'the same' },
    { text: '?sslmode=verify-full', by: '', why: 'it has no TLS' },
    { text: 'https://airflow.example.com', by: airflow.url, why: 'the emulator of Airflow' },
    { text: 'AIRFLOW_USERNAME=etl', by: `AIRFLOW_USERNAME=${airflow.username}`, why: 'the same' },
    { text: "'the password of that user'", by: airflow.password, why: 'the same' },
    { text: 'name-of-the-role-of-airflow', by: ROLE, why: 'a role that the test has made' },
    {
      text: /^curl -s \$URL\/health$/m,
      by: `URL=${ministack.endpoint}/_aws/execute-api/$(sed -E 's#https://([^.]+).*#\\1#' <<< $URL)\ncurl -s $URL/health`,
      why: 'an address of AWS leads to AWS: ministack answers below a path',
    },
  ];
}

/** Lines, and answers that curl prints without a line end. */
const lines = (printed: string): string[] => printed.replaceAll('}{', '}\n{').split('\n');

/** Whether a line has a text, or its JSON has these members with these values. */
function says(answer: string, line: string): boolean {
  if (!line.startsWith('{')) {
    return answer.includes(line);
  }
  return answer.startsWith('{') && isPartOf(JSON.parse(line), JSON.parse(answer));
}

function isPartOf(part: unknown, whole: unknown): boolean {
  if (typeof part !== 'object' || part === null || typeof whole !== 'object' || whole === null) {
    return part === whole;
  }
  const members = new Map(Object.entries(whole));
  return Object.entries(part).every(([name, value]) => isPartOf(value, members.get(name)));
}

test('every command ends well', () => {
  expect(failure).toBeUndefined();
});

test.each(
  blocks
    .map(({ heading, commands, prints }, index) => ({ heading, commands, prints, index }))
    .filter(({ prints }) => prints),
)('$heading: $commands prints what the document says', ({ prints, index }) => {
  const printed = followed[index]?.printed ?? '';

  for (const line of prints.trim().split('\n')) {
    expect(
      lines(printed).some((answer) => says(answer, line)),
      `${line} in ${printed}`,
    ).toBe(true);
  }
});

test('nothing is left after it was removed', () => {
  expect(left).toEqual([]);
});
