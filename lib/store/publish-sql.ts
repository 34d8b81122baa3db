import { type Feature, type Features, slotIndex } from '../feature-kinds.ts';
import { columnType, quoted } from './derivation-table.ts';

/**
 * The statement that makes users_derivation what the stages say: inserts, updates what changed, deletes who
 * is gone, and counts each. Parameters: $1 run id, $2 as-of date. It is a MERGE since readers then never see
 * a half table, in any isolation level, which neither renaming nor TRUNCATE can promise.
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
        LEFT JOIN etl.aggregates_stage a ON a.run_id = u.run_id AND a.user_id = u.user_id
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

/** SQL for a feature's value, over a user u of the stage and its aggregates a, which may be missing. */
function featureExpression({ slots }: Features, feature: Feature): string {
  if (feature.kind === 'count') return 'coalesce(a.experiments, 0)';
  if (feature.kind === 'daysSince') return `greatest(0, $2::date - u.${feature.column})`;
  // Postgres counts array elements from 1.
  const kind = feature.kind === 'mean' ? 'sum' : feature.kind;
  const slot = `a.slots[${slotIndex(slots, { kind, column: feature.column }) + 1}]`;
  if (feature.kind === 'sum') return `coalesce(${slot}, 0)`;
  return feature.kind === 'mean' ? `(${slot} / a.experiments)` : slot;
}
