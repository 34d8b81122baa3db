/** The peer that a Node program would use: csv-parse, a Map, and the same checks of integers. Prints JSON as ours does. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

const startedAt = performance.now();
const totals = new Map<string, { rows: number; total: number }>();
const ids = new Set<string>();
const isInteger = (text: string | undefined) => text !== undefined && /^\d+$/.test(text);
let read = 0;
const parser = parse({ from_line: 2, relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
for await (const record of createReadStream(process.argv[2] ?? '').pipe(parser) as AsyncIterable<string[]>) {
  read++;
  const [id = '', user = '', list = '', time] = record;
  if (record.length !== 4 || !isInteger(id) || !isInteger(user) || !isInteger(time) || ids.has(id)) {
    continue;
  }
  if (!list.split(';').every(isInteger)) {
    throw new Error(`list ${list}`);
  }
  ids.add(id);
  const known = totals.get(user) ?? { rows: 0, total: 0 };
  known.rows++;
  known.total += Number(time);
  totals.set(user, known);
}
let [rows, total] = [0, 0];
for (const user of totals.values()) {
  rows += user.rows;
  total += user.total;
}
const ms = Math.round(performance.now() - startedAt);
const rss = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ ms, rss, read, rows, users: totals.size, total }));
