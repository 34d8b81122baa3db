import { eventsCase } from '../case.ts';
import { numberedRows } from '../rows.ts';

/** Lines that end as those of Windows do. */
export const crlf = eventsCase('lines end with CR LF', { rows: numberedRows, lineEnd: '\r\n' });
