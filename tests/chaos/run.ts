/**
 * `npm run chaos -- --faults N --seed S`: breaks a real stack at random moments of real runs, and holds after each fault what
 * docs/reliability.md promises. Exit code 1 when a promise was broken; the logs are kept then.
 */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clearedWhenStopped } from '../real-stack/cleared-when-stopped.ts';
import { campaign, drawKinds } from './campaign.ts';
import { allFaults, type Fault } from './fault.ts';
import { faultLine, tallyText, violationLine } from './report.ts';
import { type FaultyPlace, makeFaultyPlace } from './stack/faulty-place.ts';
import type { Outcome } from './trial.ts';
import type { Violation } from './violation.ts';

const USAGE = `Breaks a real stack on purpose, and looks whether what is promised holds.

  npm run chaos -- [--faults N] [--seed S]    N faults (12) at the moments that S, a whole number, gives
  npm run chaos -- --kind TEXT                only kinds with this in their name; may be given more than once
  npm run chaos -- --logs DIR                 keeps all logs there; without it they are kept when a promise was broken
  npm run chaos -- --list                     the kinds`;

const { values: flags } = parseArgs({
  options: {
    faults: { type: 'string', default: '12' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kind: { type: 'string', multiple: true, default: [] },
    logs: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const kinds = (await allFaults()).filter(
  ({ name }) => flags.kind.length === 0 || flags.kind.some((text) => name.includes(text)),
);
if (process.platform !== 'linux') {
  refuse('It takes Linux: processes are found in /proc.');
}
if (kinds.length === 0) {
  refuse(`No kind has ${flags.kind.join(' or ')} in its name.`);
}
if (flags.help) {
  console.log(USAGE);
} else if (flags.list) {
  for (const { name } of kinds) {
    console.log(name);
  }
} else {
  process.exitCode = (await chaos(wholeNumber('faults', flags.faults), wholeNumber('seed', flags.seed)))
    ? 0
    : 1;
}

/** Returns whether all that is promised held. */
async function chaos(count: number, seed: number): Promise<boolean> {
  const logs = flags.logs ?? mkdtempSync(join(tmpdir(), `etl-chaos-logs-${seed}-`));
  mkdirSync(logs, { recursive: true });
  const say = (text: string) => {
    console.log(text);
    appendFileSync(join(logs, 'chaos.log'), `${text}\n`);
  };
  const place = await makeFaultyPlace();
  clearedWhenStopped(place);
  const told: { name: string; outcome: Outcome }[] = [];
  let atEnd: Violation[] = [];
  let broken = '';
  try {
    const faults = drawKinds(possible(place, say), count, seed);
    say(`${count} faults, seed ${seed}, logs in ${logs}`);
    atEnd = await campaign({ place, logs, faults, seed }, (number, fault, outcome) => {
      told.push({ name: fault.name, outcome });
      say(faultLine(number, count, fault, outcome));
    });
  } catch (error) {
    broken = String(error);
  } finally {
    await place.remove();
  }
  say(`\n${tallyText(told, atEnd)}`);
  for (const violation of atEnd) {
    say(violationLine(violation));
  }
  if (broken !== '') {
    say(`The campaign ended early: ${broken}`);
  }
  const held =
    broken === '' && atEnd.length === 0 && told.every(({ outcome }) => outcome.violations.length === 0);
  const applied = told.filter(({ outcome }) => outcome.applied).length;
  say(
    `seed ${seed}: ${applied} of ${count} faults applied; ${held ? 'all promises held' : `NOT all promises held, logs in ${logs}`}`,
  );
  if (held && flags.logs === undefined) {
    rmSync(logs, { recursive: true });
  }
  return held && applied === count;
}

function possible(place: FaultyPlace, say: (text: string) => void): Fault[] {
  return kinds.filter((fault) => {
    const reason = fault.impossible?.(place);
    if (reason !== undefined) {
      say(`Left out: ${fault.name}: ${reason}`);
    }
    return reason === undefined;
  });
}

function wholeNumber(flag: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) {
    return Number(text);
  }
  return refuse(`--${flag} must be a whole number, not ${text}`);
}

function refuse(reason: string): never {
  console.error(`${reason}\n\n${USAGE}`);
  process.exit(2);
}
