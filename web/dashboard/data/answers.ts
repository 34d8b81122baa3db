import type { route as features } from '../../../handlers/features.ts';
import type { route as rejects } from '../../../handlers/rejects.ts';
import type { route as run } from '../../../handlers/run.ts';
import type { route as runs } from '../../../handlers/runs.ts';
import type { route as stats } from '../../../handlers/stats.ts';
import type { route as trigger } from '../../../handlers/trigger-etl.ts';
import type { AnswerTo } from '../../../lib/http/route/route.ts';

/** The routes that the dashboard asks. */
type Asked = typeof features | typeof rejects | typeof run | typeof runs | typeof stats | typeof trigger;

/** What the route of that path answers with in JSON, as it is declared. */
export type AnswerOf<Path extends Asked['path']> = AnswerTo<Extract<Asked, { readonly path: Path }>>;
