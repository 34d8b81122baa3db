import { features } from './features.ts';
import type { Model } from './model/model.ts';

/** Set by the build. */
declare const MODEL_FOLDER: string | undefined;

/**
 * The model: what is read, and what is derived of it. Whatever needs it imports it from here and hands it on, for the build puts
 * features.ts of the folder that ETL_MODEL names in place of the one beside this file (bundling/chosen-model.ts).
 */
export const model: Model = {
  ...features,
  folder: typeof MODEL_FOLDER === 'string' ? MODEL_FOLDER : features.folder,
};
