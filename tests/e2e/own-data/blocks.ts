/** Commands that a page tells the reader to type, and what it says that they print. */
export interface Block {
  readonly commands: string;
  /** Empty when there is no block of kind `text` after it. A line with only … stands for any lines. */
  readonly prints: string;
}

/**
 * The blocks of kind `sh` of a page in Markdown, each with the block of kind `text` after it.
 *
 * @throws Error for whatever is in a fence and would be left out: another kind, an output of no commands, a fence that is indented
 */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  for (const [index, part] of page.split(/^```/m).entries()) {
    const [kind = '', ...lines] = part.split('\n');
    const text = lines.join('\n');
    const last = blocks.at(-1);
    if (part.includes('```')) {
      throw new Error(`a fence does not begin its line: ${part}`);
    }
    if (index % 2 === 0) {
      continue;
    }
    if (kind === 'sh') {
      blocks.push({ commands: text, prints: '' });
    } else if (kind === 'text' && last && last.prints === '') {
      blocks.splice(-1, 1, { ...last, prints: text });
    } else {
      throw new Error(`a block of kind ${kind} is no command, nor what one prints: ${text}`);
    }
  }
  return blocks;
}

/** What is printed, as a pattern. Runs of spaces count as two, for columns are as wide as what is in them. */
export function patternOf(prints: string): RegExp {
  const lines = comparable(prints).split('\n').slice(0, -1);
  const pattern = lines.map((line) => (line === '…' ? '(?:.*\\n)*?' : `${literally(line)}\\n`));
  return new RegExp(`^${pattern.join('')}$`);
}

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** A text without what is another at each run: how long it took, and its number. */
export function comparable(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/ {2,}/g, '  ')
    .replaceAll(/\betl-\d+/g, 'etl-N')
    .replaceAll(/\b\d+\.\d+ s\b/g, 'N s');
}
