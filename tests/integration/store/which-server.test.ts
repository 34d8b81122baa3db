import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../lib/clients/postgres.ts';
import { count, daysSince, defineFeatures } from '../../../lib/model/declare.ts';
import { migrate } from '../../../lib/store/schema/migrate.ts';
import { connectAs, type FreshDatabase, freshDatabase } from '../database.ts';
import * as publishing from './derivation/publish/publishing.ts';
import { walkInputs } from './walks.ts';

const { users, walks } = walkInputs;
const MODEL = defineFeatures(walkInputs, { n: count(walks), days: daysSince(users.signup_date) });
const ADA = { user_id: '1', name: 'Ada', email: 'ada@example.com', signup_date: '2023-01-01' };

let place: FreshDatabase;
let owner: Database;
beforeAll(async () => {
  place = await freshDatabase();
  const admin = connectAs(place.adminUrl);
  await admin`REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC`;
  await admin.end();
  owner = connectAs(place.ownerUrl);
  await migrate(owner);
});
afterAll(async () => {
  await owner?.end();
  await place?.drop();
});

const publish = () => publishing.publish(owner, MODEL, [ADA], [[]], '2024-01-01');

test('an owner who may not ask which server this is publishes all the same, and what somebody changed is put right', async () => {
  const first = await publish();
  const again = await publish();
  await owner`UPDATE users_derivation SET name = 'Mallory'`;
  const repaired = await publish();

  expect(first).toMatchObject({ inserted: 1 });
  expect(again).toMatchObject({ updated: 0, unchanged: 1 });
  expect(repaired).toMatchObject({ updated: 1 });
  expect([...(await owner`SELECT name FROM users_derivation`)]).toEqual([{ name: 'Ada' }]);
});
