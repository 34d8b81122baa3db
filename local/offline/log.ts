import { jsonLine } from '../../terminal/lines/json-line.ts';

/**
 * Writes a line to stderr as our functions do, one JSON object: so it is found where theirs are. Errors are written with
 * name, message, stack and cause.
 */
export function logError(message: string, fields: Readonly<Record<string, unknown>>): void {
  const entry = { level: 'error', time: new Date().toISOString(), message, ...fields };
  process.stderr.write(`${jsonLine(entry, withErrors)}\n`);
}

function withErrors(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) {
    return value;
  }
  const { name, message, stack, cause } = value;
  return { name, message, stack, cause };
}
