import { type Feature, type Features, slotIndex } from '../../model/feature-kinds.ts';
import { columnType, quoted } from './derivation-table.ts';

/**
 * The statement that makes users_derivation what the users in the stage and the aggregates say: inserts, updates what
 * changed, deletes who is gone, and counts each. It is a MERGE since readers then never see a half table, in any isolation
 * level, which neither renaming nor TRUNCATE can promise.
 *
 * Parameters: $1 run id, $2 as-of date, and of the aggregates, as arrays of the same length, $3 user ids, $4 numbers of
 * experiments, $5 and on a value per slot. Being arrays they are stored nowhere, and the planner knows how many there are.
 *
 * A row comes back for each action taken: `action` INSERT, UPDATE or DELETE, and `count`.
 */
export function mergeStatement(features: Features): string {
  const derived = features.columns.map(([name]) => name);
  const columns = ['name', 'email', 'signup_date', ...derived, 'as_of'];
  const users = ['u.user_id', 'u.name', 'u.email', 'u.signup_date'];
  const values = features.columns.map(
    ([name, feature]) => `${featureExpression(features, feature)}::${columnType(feature)} AS ${name}`,
  );
  const list = (prefix: string) => columns.map((column) => `${prefix}.${column}`).join(', ');
  return `
    WITH merged AS (
      MERGE INTO public.users_derivation AS target
      USING (
        SELECT ${[...users, ...values, '$2::date AS as_of'].join(', ')}
        FROM etl.users_stage u
        LEFT JOIN ${aggregates(features)} ON a.user_id = u.user_id
        WHERE u.run_id = $1
      ) AS source ON target.user_id = source.user_id
      WHEN MATCHED AND (${list('target')}) IS DISTINCT FROM (${list('source')}) THEN
        UPDATE SET ${columns.map((column) => `${quoted(column)} = source.${column}`).join(', ')}
      WHEN NOT MATCHED THEN
        INSERT (user_id, ${columns.map(quoted).join(', ')}) VALUES (source.user_id, ${list('source')})
      WHEN NOT MATCHED BY SOURCE THEN
        DELETE
      RETURNING merge_action() AS action
    )
    SELECT action, count(*) FROM merged GROUP BY action`;
}

/** The aggregates as a table a. */
function aggregates({ slots }: Features): string {
  const columns = ['user_id', 'experiments', ...slots.map((_, index) => slotColumn(index))];
  const arrays = columns.map((_, index) => `$${index + 3}::bigint[]`);
  return `unnest(${arrays.join(', ')}) AS a (${columns.join(', ')})`;
}

const slotColumn = (index: number): string => `slot_${index + 1}`;

/** SQL for a feature's value, over a user u of the stage and its row a of the aggregates, which may be missing. */
function featureExpression({ slots }: Features, feature: Feature): string {
  if (feature.kind === 'count') {
    return 'coalesce(a.experiments, 0)';
  }
  if (feature.kind === 'daysSince') {
    return `greatest(0, $2::date - u.${feature.column})`;
  }
  const kind = feature.kind === 'mean' ? 'sum' : feature.kind;
  const slot = `a.${slotColumn(slotIndex(slots, { kind, column: feature.column }))}`;
  if (feature.kind === 'sum') {
    return `coalesce(${slot}, 0)`;
  }
  return feature.kind === 'mean' ? `(${slot}::numeric / a.experiments)` : slot;
}
