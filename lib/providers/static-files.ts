import { openStaticFiles } from '../clients/static-files.ts';
import { once } from './provider.ts';

/** The folder dist/static, which lies beside the folder of the bundle that this is part of. */
export const staticFiles = once(() => openStaticFiles(new URL('../static/', import.meta.url)));
