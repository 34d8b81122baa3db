import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from '../../support/project-copy.ts';
import { writeLines } from './documented-model.ts';
import { makePlace, removePlace, run } from './project.ts';
import { type RunningStack, startStack } from './stack.ts';

const FOLDER = 'models/members';

/** A model whose ids are texts: of the entity, of events, and of what lists name. */
const INPUTS = `
import { defineInputs, entity, events, reference, text, textId, textIdList } from '../../lib/model/declare.ts';

export const inputs = defineInputs({
  members: entity({ files: 'members.csv', key: 'code', columns: { code: textId(), town: text() } }),
  visits: events({
    files: 'visits.csv',
    key: 'visit_id',
    of: 'code',
    columns: {
      visit_id: textId(),
      code: textId().references('members', { orElse: 'reject' }),
      seen: textIdList().references('works', { orElse: 'warn' }),
    },
  }),
  works: reference({ files: 'works.csv', key: 'work_id', columns: { work_id: textId(), title: text() } }),
});
`;
const FEATURES = `
import { count, defineFeatures, lookup, mostUsed } from '../../lib/model/declare.ts';
import { inputs } from './inputs.ts';

const { visits, works } = inputs;

export const features = defineFeatures(inputs, {
  visits_count: count(visits),
  favourites: mostUsed(visits.seen, { ties: 'all' }),
  favourite_title: lookup(mostUsed(visits.seen), works.title),
});
`;

/** Keys with everything in them that means something to URLs, HTML, SQL, CSV or terminals. */
export const ODD_KEYS: readonly string[] = [
  ...['a/b', 'a%2Fb', '/', '//', '/a', 'a/', '.a', '...', './a', '../x', 'a/../b', 'a/./b', '\\', 'a\\b'],
  ...['100%', '%', '%25', '%2E', '%zz', '+', 'a+b', 'a b', '?', '#', 'a?b#c=d&e', ';', ';x=1', 'a;b', ','],
  ...['"', 'say "hi"', "'", '`', '<b>bold</b>', '&amp;', '{userId}', '*', 'a:b', '~', '|', '[x]', '$(x)'],
  ...[
    '=1+1',
    '@x',
    '-1',
    'ä ö',
    'Ä ö',
    'e\u0301',
    '\u00e9',
    '\u{1f600}',
    '\u202ea',
    // At its ends they would be no part of a key.
    'a\u200bb',
    'a\ufeffb',
    '\u0001',
  ],
  ...['a\nb', 'a\tb', 'null', 'undefined', 'true', '1', '01', '1.0', 'A', 'a', 'mara1@lab.test'],
  ...['00005ca1-ab1e-0000-0000-000000001eef', 'x'.repeat(255), '/'.repeat(255), '\u00e9'.repeat(127)],
];

/** Those that are no step of a path, however they are written. */
export const NO_STEPS: readonly string[] = ['.', '..'];

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;

const FILES = {
  'members.csv': [
    'code,town',
    ...[...ODD_KEYS, ...NO_STEPS].map((key) => `${quoted(key)},${quoted(`Town of ${key}`)}`),
  ],
  'visits.csv': [
    'visit_id,code,seen',
    '7e57ab1e-0001,a/b,W=1;<i>2</i>',
    '7e57ab1e-0002,a/b,<i>2</i>',
    '7e57ab1e-0003,"say ""hi""",W=1;<i>2</i>',
    '7e57ab1e-0004,nobody,W=1',
  ],
  'works.csv': ['work_id,title', 'W=1,Nana', '<i>2</i>,Olympia'],
};

/** A stack with a filled table of that model. */
export interface MemberStack {
  readonly stack: RunningStack;
  /** Stops it, and removes all that belongs to it. */
  close(): Promise<void>;
}

/** Starts it in a copy of the project, and does a run. @throws Error with what was printed when the run fails */
export async function startMemberStack(): Promise<MemberStack> {
  const copy = copyProject();
  const folder = join(copy.path, FOLDER);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'inputs.ts'), INPUTS);
  writeFileSync(join(folder, 'features.ts'), FEATURES);
  writeLines(join(folder, 'data'), FILES);
  const { stateDir, settings: own } = await makePlace();
  // One of four visits is of nobody.
  const settings = { ...own, ETL_MODEL: FOLDER, ETL_MAX_REJECT_RATIO: '0.5' };
  const place = { stateDir, settings };
  const remove = async () => {
    await removePlace(place, copy.path);
    copy.remove();
  };
  let stack: RunningStack;
  try {
    stack = await startStack(place, {}, { projectDir: copy.path });
  } catch (error) {
    await remove();
    throw error;
  }
  const close = () => stack.stop().then(remove);
  const { code, stderr } = await run(['etl', '--as-of', '2024-03-01'], settings, copy.path);
  if (code !== 0) {
    await close();
    throw new Error(stderr);
  }
  return { stack, close };
}
