const number = new Intl.NumberFormat('en');
const decimal = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** What stands where nothing is known: never a 0. */
export const UNKNOWN = '–';

/** A number with its thousands apart; a text of digits may have any number of them, and decimals. */
export function formatCount(value: number | string | null | undefined): string {
  if (value === null || value === undefined || value === '') {
    return UNKNOWN;
  }
  if (typeof value === 'number') {
    return number.format(value);
  }
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(value) ?? [];
  return whole === undefined ? value : `${sign}${number.format(BigInt(whole))}${fraction}`;
}

/** A difference with its sign. */
export function formatChange(value: number): string {
  if (value === 0) {
    return '±0';
  }
  return `${value > 0 ? '+' : '−'}${number.format(Math.abs(value))}`;
}

/** Milliseconds as people say them: 450 ms, 3.2 s, 1 min 05 s, 2 h 03 min. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) {
    return UNKNOWN;
  }
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 60_000) {
    return `${decimal.format(ms / 1000)} s`;
  }
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
  }
  return `${Math.floor(seconds / 3600)} h ${twoDigits(Math.floor((seconds % 3600) / 60))} min`;
}

/** Whole rows per second; null when there is nothing to divide. @param ms how long the rows took */
export function rowsASecond(rows: number | null, ms: number | null): number | null {
  return rows === null || !ms ? null : Math.round((rows * 1000) / ms);
}

/** Bytes as people say them: 616 B, 12.3 KB, 256.0 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  if (bytes < 1e6) {
    return `${decimal.format(bytes / 1e3)} KB`;
  }
  return bytes < 1e9 ? `${decimal.format(bytes / 1e6)} MB` : `${decimal.format(bytes / 1e9)} GB`;
}

/** How long ago a moment was. */
export function formatAgo(moment: string | null, now: number): string {
  if (moment === null) {
    return UNKNOWN;
  }
  const seconds = Math.max(0, Math.round((now - Date.parse(moment)) / 1000));
  if (seconds < 5) {
    return 'just now';
  }
  if (seconds < 60) {
    return `${seconds} s ago`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  if (seconds < 86_400) {
    return `${Math.floor(seconds / 3600)} h ago`;
  }
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** A moment in full, in UTC. */
export function formatMoment(moment: string | null): string {
  return moment === null ? UNKNOWN : `${moment.slice(0, 19).replace('T', ' ')} UTC`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
