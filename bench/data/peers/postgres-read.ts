/**
 * PostgreSQL reading and adding up a file of experiments: postgres-read.ts FILE URL. COPY into a table without WAL, then
 * SQL with the checks of ours; a row that can't be read ends it. Prints JSON as ours does.
 */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';

const [file = '', url = ''] = process.argv.slice(2);
const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
// Without types to fetch postgres.js 3.4.9 reserves nothing as long as it is not connected, and waits for ever.
await sql`SELECT 1`;
const connection = await sql.reserve();
const startedAt = performance.now();
await connection`CREATE TEMP TABLE experiment (id bigint, user_id bigint, list text, time bigint)`;
await pipeline(
  createReadStream(file, { highWaterMark: 1 << 20 }),
  await connection`COPY experiment FROM STDIN (FORMAT csv, HEADER)`.writable(),
);
const [sums] = await connection<{ read: number; rows: number; users: number; total: string }[]>`
  WITH twice AS (SELECT id FROM experiment GROUP BY id HAVING count(*) > 1),
  totals AS (
    SELECT user_id, count(*) AS n, sum(time) AS t, count(*) FILTER (WHERE list ~ '^(\\d+(;\\d+)*)?$') AS plain
    FROM experiment
    WHERE id >= 0 AND user_id >= 0 AND time >= 0 AND NOT EXISTS (SELECT FROM twice WHERE twice.id = experiment.id)
    GROUP BY user_id
  )
  SELECT count(*)::int AS users, sum(n)::int AS rows, sum(t)::text AS total FROM totals`;
const ms = Math.round(performance.now() - startedAt);
const rss = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ ms, rss, ...sums, total: Number(sums?.total) }));
await sql.end({ timeout: 1 });
