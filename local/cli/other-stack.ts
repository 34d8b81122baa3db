import type { ModelStamp } from '../../bundling/model-stamp.ts';
import type { StackRecord } from '../stack/record.ts';

/** That the sources of the model have changed since a stack was started: it has functions of before and of after. @param built what dist/ is of now */
export function changedModel(
  { modelHash, settings }: Pick<StackRecord, 'modelHash' | 'settings'>,
  { folder, hash }: Pick<ModelStamp, 'folder' | 'hash'>,
): string[] {
  return modelHash === undefined || modelHash === hash || settings.model !== folder
    ? []
    : [`the model (ETL_MODEL: ${settings.model}) has changed since the stack started`];
}

/**
 * Why a run can't be left to the stack that is running, and what to do.
 *
 * @param differing its settings that are others than ours, each in a clause
 */
export function otherStack({ pid }: Pick<StackRecord, 'pid'>, differing: readonly string[]): string {
  return [
    `A stack is running (process ${pid}) with other settings, and runs use the settings of their stack:`,
    ...differing.map((difference) => `  ${difference}`),
    `Stop it (Ctrl-C in its terminal, or kill ${pid}) and try again, or restart it with the settings you want.`,
    'To run both, give the second one an ETL_STATE_DIR and ports of its own: see .env.example.',
  ].join('\n');
}
