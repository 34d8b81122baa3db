import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from './project.ts';

/** A request of README.md, and what README says that it prints. */
export interface Request {
  readonly command: string;
  readonly prints: string;
}

const text = () => readFileSync(join(PROJECT_DIR, 'README.md'), 'utf8');

/** The commands of README.md that begin with curl, each with its line of the block below them, which is what they print. */
export function requests(): Request[] {
  const blocks = text().matchAll(/^```bash\n((?:curl .*\n)+)```$\n\n[^\n]*\n\n^```json\n(.*?)\n```$/gms);
  return [...blocks].flatMap(([, commands = '', prints = '']) => {
    const lines = prints.split('\n');
    return linesOf(commands).map((command, index) => ({ command, prints: lines[index] ?? '' }));
  });
}

/**
 * The commands of the blocks below a heading, in order.
 *
 * @example commandsBelow('Your own files')
 */
export function commandsBelow(heading: string): string[] {
  const [, section = ''] = text().split(`\n## ${heading}\n`);
  const blocks = (section.split('\n## ')[0] ?? '').matchAll(/^```bash\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, commands = '']) => linesOf(commands));
}

function linesOf(commands: string): string[] {
  return commands.trim().split('\n');
}
