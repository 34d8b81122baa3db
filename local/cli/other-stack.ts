import type { StackRecord } from '../stack/record.ts';

/**
 * Why a run can't be left to the stack that is running, and what to do.
 *
 * @param differing its settings that are others than ours, each in a clause
 */
export function otherStack({ pid }: Pick<StackRecord, 'pid'>, differing: readonly string[]): string {
  return [
    `A stack is running (process ${pid}) with other settings, and a run goes by those of its stack:`,
    ...differing.map((difference) => `  ${difference}`),
    `Stop it (Ctrl-C where it runs, or kill ${pid}) and do this again, or start it again with the settings you want.`,
    'To run both, give the second one an ETL_STATE_DIR and ports of its own: see .env.example.',
  ].join('\n');
}
