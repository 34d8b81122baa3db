import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { InputConfig } from '../../../lib/config.ts';
import {
  count,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  lookup,
  mostUsed,
  reference,
  sum,
  text,
} from '../../../lib/model/declare.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const inputs = defineInputs({
  shops: entity({
    files: ['shops.csv', 'shops-*.csv'],
    key: 'shop_id',
    columns: { shop_id: id(), town: text() },
  }),
  visits: events({
    files: 'visits/**/*.csv',
    key: 'visit_id',
    of: 'shop_id',
    columns: {
      visit_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      item_id: id({ optional: true }).references('items', { orElse: 'warn' }),
      minutes: integer({ optional: true }),
    },
  }),
  items: reference({
    files: 'items-*.csv',
    key: 'item_id',
    columns: { item_id: id(), label: text() },
  }),
});

/** A model whose inputs are of several files each: by a name and a glob, by a glob below a folder, by a glob. */
export const visitModel = defineFeatures(inputs, {
  visits_count: count(inputs.visits),
  minutes: sum(inputs.visits.minutes),
  usual_item: lookup(mostUsed(inputs.visits.item_id), inputs.items.label),
});

/** What is in a file, by its name in the folder. */
export type VisitFiles = Readonly<Record<string, string | Buffer | null>>;

const FAULTLESS: VisitFiles = {
  'shops.csv': 'shop_id,town\n1,Ulm\n2,Bonn\n',
  'shops-b.csv': 'town;shop_id\nKiel;3\n',
  'visits/2024/01.csv': 'visit_id,shop_id,item_id,minutes\n1,1,8,10\n2,2,9,20\n',
  'visits/2024/02.csv': 'minutes|visit_id|shop_id\n30|3|1\n',
  'items-a.csv': 'item_id,label\n8,Tea\n',
  'items-b.csv': 'label,item_id\nRice,9\n',
};

/** Writes the files of the model into a folder; those that are given besides or instead, null for none. Names in .gz are compressed. */
export async function writeVisitFiles(directory: string, given: VisitFiles = {}): Promise<void> {
  for (const [name, content] of Object.entries({ ...FAULTLESS, ...given })) {
    if (content !== null) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      const isText = typeof content === 'string';
      await writeFile(join(directory, name), name.endsWith('.gz') && isText ? gzipSync(content) : content);
    }
  }
}

/** Settings for a folder of those files, which ends with the test. */
export async function visitDirectory(given: VisitFiles = {}): Promise<InputConfig> {
  const directory = temporaryFolder();
  await writeVisitFiles(directory, given);
  return {
    ETL_DATA_DIR: directory,
    ETL_MAX_REJECT_RATIO: 0.9,
    ETL_MAX_AGGREGATE_BYTES: 2 ** 30,
    ETL_PART_BYTES: 2 ** 28,
    ETL_MAX_RECORD_BYTES: 1024 * 1024,
  };
}
