import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '../../../docs/api.md');
const SECTION = '## A client in TypeScript';

/** What docs/api.md shows of a client: its commands, or its code. @throws Error when it has no such block */
export function snippetOf(language: 'sh' | 'ts'): string {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split(`${SECTION}\n`);
  const [, code] = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(section) ?? [];
  if (code === undefined) {
    throw new Error(`docs/api.md has no block of ${language} under ${SECTION}`);
  }
  return code;
}
