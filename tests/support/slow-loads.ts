import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectPostgres } from '../../lib/clients/postgres.ts';

/** What loads wait for: a key of an advisory lock that nobody else uses. */
const GATE = 7_301_999;

/** Loads that have read everything and can't commit, until they are let go. */
export interface SlowLoads {
  /** Resolves when a load waits. */
  someWait(): Promise<void>;
  /** Lets them go on, and all later ones. */
  release(): Promise<void>;
}

/**
 * Makes every load of a running stack wait right before its end, as one would that reads a very large file.
 *
 * @param stateDir of the stack, which has run once, so that its tables are there
 */
export async function slowLoads(stateDir: string): Promise<SlowLoads> {
  const { addresses } = JSON.parse(readFileSync(join(stateDir, 'stack.json'), 'utf8'));
  const connect = () => connectPostgres(addresses.database.admin, { statementTimeoutMs: 60_000 });
  const [admin, holder] = [connect(), connect()];
  await admin.unsafe(`
    CREATE OR REPLACE FUNCTION etl.wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NEW; END $$;
    CREATE OR REPLACE TRIGGER wait_at_gate BEFORE UPDATE ON etl.parts
    FOR EACH ROW EXECUTE FUNCTION etl.wait_at_gate()`);
  await holder`SELECT pg_advisory_lock(${GATE})`;
  return {
    async someWait() {
      while ((await admin`SELECT FROM pg_locks WHERE objid = ${GATE} AND NOT granted`).count === 0) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async release() {
      await holder`SELECT pg_advisory_unlock(${GATE})`;
      await admin`DROP TRIGGER wait_at_gate ON etl.parts`;
      await Promise.all([admin.end(), holder.end()]);
    },
  };
}
