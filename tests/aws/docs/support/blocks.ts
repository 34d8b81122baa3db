import { readFileSync } from 'node:fs';

/** Commands of a document, and what it says that they print. */
export interface Block {
  /** The heading that they are below. */
  readonly heading: string;
  readonly commands: string;
  /** Lines of JSON, each of which is part of a line that is printed; or a text that is. */
  readonly prints: string;
}

/**
 * The blocks of a document that are to be carried out, in order: those that begin with ```bash. A ```json or ```text after one says
 * what it prints. Blocks that begin with ```sh are for people who want something else.
 */
export function blocksOf(file: string): readonly Block[] {
  const parts = readFileSync(file, 'utf8').matchAll(/^## ([^\n]+)$|^```(\w*)\n(.*?)^```$/gms);
  const blocks: Block[] = [];
  let heading = '';
  let last = '';
  for (const [, title, kind = '', content = ''] of parts) {
    const previous = blocks.at(-1);
    if (title !== undefined) {
      heading = title;
    } else if (kind === 'bash') {
      blocks.push({ heading, commands: content, prints: '' });
    } else if (['json', 'text'].includes(kind) && last === 'bash' && previous) {
      blocks[blocks.length - 1] = { ...previous, prints: content };
    }
    last = title === undefined ? kind : '';
  }
  return blocks;
}
