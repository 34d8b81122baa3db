import { spawn } from 'node:child_process';
import { finished } from '../../../e2e/support/project.ts';
import type { Block } from './blocks.ts';

/** A text of the document that has to be another one where it is followed, and why. */
export interface Substitution {
  readonly text: string | RegExp;
  readonly by: string;
  readonly why: string;
}

/** What happened to a block. */
export interface Followed extends Block {
  readonly printed: string;
  readonly seconds: number;
}

const MARK = '@@block';

/**
 * Carries out blocks one after the other in one shell, so that variables stay, until a command fails.
 *
 * @returns the blocks that ended well, and all that was printed by the one that did not
 * @throws Error when a substitution is for a text that no block has
 */
export async function follow(
  blocks: readonly Block[],
  substitutions: readonly Substitution[],
  { folder, environment }: { readonly folder: string; readonly environment: Record<string, string> },
): Promise<{ readonly followed: readonly Followed[]; readonly failure?: string }> {
  const commands = substituted(
    blocks.map((block) => block.commands),
    substitutions,
  );
  const script = commands.map((text, index) => `${mark(index)}\n${text}`).join('\n');
  const shell = spawn('bash', ['-c', `set -euo pipefail\nexec 2>&1\n${script}\n${mark(blocks.length)}`], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout } = await finished(shell);
  const parts = [...stdout.matchAll(new RegExp(`^${MARK} (\\S+)\\n(.*?)(?=^${MARK} |(?![^]))`, 'gms'))];
  const followed = blocks.flatMap((block, index) => {
    const [part, next] = [parts[index], parts[index + 1]];
    return part && next
      ? [{ ...block, printed: part[2] ?? '', seconds: Number(next[1]) - Number(part[1]) }]
      : [];
  });
  const failure = parts[followed.length]?.[2] ?? stdout;
  return code === 0 ? { followed } : { followed, failure: `${blocks[followed.length]?.commands}${failure}` };
}

/** On a line of its own, also after an answer of curl, which has no line end. */
const mark = (index: number) => `printf '\\n${MARK} %s\\n' "$(date +%s.%N)" # ${index}`;

function substituted(commands: readonly string[], substitutions: readonly Substitution[]): string[] {
  for (const { text, why } of substitutions) {
    if (!commands.some((block) => block.search(asPattern(text)) >= 0)) {
      throw new Error(`the document does not have this any more: ${text} (${why})`);
    }
  }
  return commands.map((block) =>
    substitutions.reduce((changed, { text, by }) => changed.replaceAll(asPattern(text), () => by), block),
  );
}

const asPattern = (text: string | RegExp): RegExp =>
  typeof text === 'string'
    ? new RegExp(text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'), 'g')
    : new RegExp(text, 'gm');
