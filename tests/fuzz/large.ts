import type { Entry } from '../../lib/csv/records/entry.ts';
import { readRecords } from '../../lib/csv/records/records.ts';

const MIB = 1 << 20;
const LARGE_MIB = 1024;
/** Far below the record, far above what the collector leaves lying about. */
const MAX_GROWTH_MIB = 192;

/** A record of 1 GiB between two good ones. */
interface Large {
  readonly title: string;
  readonly before: string;
  readonly filler: string;
  readonly after: string;
  /** What stands for it among the entries: a reject, or two of them. */
  readonly outcome: string;
}

/** Long enough that there is not a line for each byte: what a quote swallowed is read line by line. */
const BLANK_LINE = `${' '.repeat(1023)}\n`;

const RECORDS: readonly Large[] = [
  { title: 'a line', before: '1,', filler: 'x', after: '\n2,b\n', outcome: 'record_too_long' },
  { title: 'a line of delimiters', before: '1', filler: ',', after: '\n2,b\n', outcome: 'record_too_long' },
  { title: 'a quoted field', before: '1,"', filler: 'x', after: '"\n2,b\n', outcome: 'record_too_long' },
  {
    // Its last line is a quote that is never closed.
    title: 'a quoted field of line ends',
    before: '1,"',
    filler: BLANK_LINE,
    after: '"\n2,b\n',
    outcome: 'unclosed_quote unclosed_quote',
  },
  {
    title: 'a quoted field of quotes',
    before: '1,"',
    filler: '""',
    after: '"\n2,b\n',
    outcome: 'record_too_long',
  },
  {
    title: 'text after a quote',
    before: '1,"a"',
    filler: 'x',
    after: '\n2,b\n',
    outcome: 'record_too_long',
  },
  {
    title: 'a quoted field never closed',
    before: '1,"',
    filler: BLANK_LINE,
    after: '2,b\n',
    outcome: 'unclosed_quote',
  },
];

/** Reads each of the records, made on the fly, and prints time and memory. Returns whether all is as it must be. */
export async function readLarge(): Promise<boolean> {
  const base = process.memoryUsage.rss();
  let good = true;
  for (const record of RECORDS) {
    const started = performance.now();
    const { outcomes, growthMib, peakMib } = await read(record, base);
    const right = outcomes.join(' ') === `0 ${record.outcome} 2` && growthMib <= MAX_GROWTH_MIB;
    good &&= right;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${right ? 'ok' : 'WRONG'}: ${record.title} of ${LARGE_MIB} MiB: ${outcomes.join(' ')}; ` +
        `RSS grew by ${growthMib} MiB (limit ${MAX_GROWTH_MIB}) to ${peakMib}; ${seconds} s`,
    );
  }
  return good;
}

/** `base` is the memory in use before the first record. */
async function read(record: Large, base: number) {
  let peak = base;
  async function* bytes() {
    await Promise.resolve();
    yield Buffer.from(`0,a\n${record.before}`);
    for (let part = 0; part < LARGE_MIB; part++) {
      yield Buffer.alloc(MIB, record.filler);
      peak = Math.max(peak, process.memoryUsage.rss());
    }
    yield Buffer.from(record.after);
  }

  const outcomes: string[] = [];
  const options = { delimiter: ',', width: 2, line: 1, maxRecordBytes: MIB } as const;
  for await (const { entries } of readRecords(bytes(), options)) {
    outcomes.push(...entries.map(outcomeOf));
  }
  return { outcomes, growthMib: Math.round((peak - base) / MIB), peakMib: Math.round(peak / MIB) };
}

function outcomeOf(entry: Entry): string {
  if (entry.kind === 'record') {
    return entry.fields[0] ?? '';
  }
  return entry.kind === 'defect' ? entry.reason : entry.kind;
}
