import type { styleText } from 'node:util';
import { visible } from '../visible.ts';
import { cutToWidth } from './cut.ts';

/** A line of a log as people read it. */
export interface ReadableLine {
  readonly text: string;
  readonly style: Parameters<typeof styleText>[0] | undefined;
}

const STYLES: Readonly<Record<string, ReadableLine['style']>> = {
  debug: 'dim',
  warn: 'yellow',
  error: 'red',
};

/** So much of a request's id tells it from all others nearby. */
const SHOWN_OF_AN_ID = 8;

/** What stands at a place of its own, or is for programs. */
const PLACED = ['level', 'time', 'message', 'runId', 'requestId', 'method', 'path', 'status', 'durationMs'];

/**
 * A line of our log, JSON, as one line for people: time (UTC), level, message, what is known of it, the run and the beginning of
 * the request's id. A line that is none of ours stays as it is.
 *
 * @param width of the terminal: lines that only inform are cut to it, warnings and errors are not
 * @example 10:00:01Z info  GET /runs 200 12 ms  request 3f2a9c1e
 */
export function readableLogLine(line: string, width?: number): ReadableLine {
  const entry = entryOf(line);
  if (!entry) {
    return { text: visible(line), style: undefined };
  }
  const level = String(entry['level']);
  const text = visible(
    [
      `${String(entry['time']).slice(11, 19)}Z ${level.padEnd(5)} ${messageOf(entry)}`,
      ...Object.entries(entry).flatMap(([name, value]) => (PLACED.includes(name) ? [] : told(name, value))),
      ...idOf('run', entry['runId'], Number.POSITIVE_INFINITY),
      ...idOf('request', entry['requestId'], SHOWN_OF_AN_ID),
    ].join('  '),
  );
  const isUrgent = level === 'warn' || level === 'error';
  return {
    text: width === undefined || isUrgent ? text : cutToWidth(text, width),
    style: STYLES[level],
  };
}

type Entry = Readonly<Record<string, unknown>>;

/** The line as an object; undefined when it is none of our logger's. */
export function entryOf(line: string): Entry | undefined {
  if (!line.startsWith('{"level"')) {
    return undefined;
  }
  try {
    const entry: Entry = JSON.parse(line);
    return entry;
  } catch {
    return undefined;
  }
}

/** A request is told as it was made; everything else by its message. */
function messageOf(entry: Entry): string {
  const { message, method, path, status, durationMs } = entry;
  if (message === 'request') {
    return `${method} ${path} ${status} ${Math.round(Number(durationMs))} ms`;
  }
  return typeof durationMs === 'number' ? `${message}  ${Math.round(durationMs)} ms` : `${message}`;
}

function told(name: string, value: unknown): string[] {
  if (value === null || value === undefined) {
    return [];
  }
  if (typeof value === 'object') {
    const isError = 'name' in value && 'message' in value;
    return [isError ? `${value.name}: ${value.message}` : `${name} ${JSON.stringify(value)}`];
  }
  return [`${name} ${value}`];
}

function idOf(name: string, id: unknown, shown: number): string[] {
  return typeof id === 'string' ? [`${name} ${id.slice(0, shown)}`] : [];
}
