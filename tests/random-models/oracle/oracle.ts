import { type Id, inOrder } from '../../fuzz/oracle/values.ts';
import {
  type CaseSpec,
  columnOf,
  entityOf,
  type InputSpec,
  inputOf,
  type ModelSpec,
  oneOf,
} from '../spec.ts';
import { featureValue, idsOf, isBeyondBigint, plain, type TableValue } from './features.ts';
import { type Found, type InputRows, type Row, rowsOf } from './rows.ts';

/** What a run over the sources of a model has to come to. */
export interface Expected {
  /** By key, ascending; each row by column. Not to be published when there is a gate. */
  readonly table: readonly Readonly<Record<string, TableValue>>[];
  readonly found: readonly Found[];
  /** How many records each input has. */
  readonly read: ReadonlyMap<string, number>;
  /** The gates that stay shut. */
  readonly gates: readonly string[];
}

/**
 * What becomes of a case: a second implementation of docs/inputs.md and docs/features.md, in maps, row by row, with nothing of
 * lib/. It is told what the records say, not the bytes: tests/fuzz has an oracle for those, which is asked only for what
 * comes after a record that has no end.
 *
 * @param asOf YYYY-MM-DD
 */
export function expectedOf({ model, sources }: CaseSpec, asOf: string): Expected {
  const ofInput = new Map<string, InputRows>(
    model.inputs.map((input) => [input.name, rowsOf(model, input, sources.get(input.name) ?? [])]),
  );
  const rows = (input: string): readonly Row[] => ofInput.get(input)?.rows ?? [];
  const byKey = new Map(
    model.inputs.map(({ name }) => [name, new Map(rows(name).map((row) => [row.key, row]))]),
  );
  const find = (input: string, key: Id) => byKey.get(input)?.get(key);
  const entity = entityOf(model);
  const events = (input: string, owner: Id) => {
    const { of = '' } = model.inputs.find(({ name }) => name === input) ?? {};
    return rows(input).filter(({ values }) => values.get(of) === owner);
  };
  const table = rows(entity.name)
    .toSorted((one, other) => inOrder(one.key, other.key))
    .map((row) => ({
      ...Object.fromEntries(
        entity.columns.map((column) => [column.name, plain(row.values.get(column.name), column)]),
      ),
      ...Object.fromEntries(
        model.features.map((feature) => [
          feature.name,
          featureValue(feature, {
            ...{ row, events: events(feature.input, row.key), find, asOf },
            columnOf: (input, column) => columnOf(inputOf(model, input), column),
          }),
        ]),
      ),
      as_of: asOf,
    }));
  const beyond = rows(entity.name).some(({ key }) =>
    model.features.some((feature) => isBeyondBigint(feature, events(feature.input, key))),
  );
  return {
    table,
    found: [
      ...[...ofInput.values()].flatMap(({ found }) => found),
      ...futureDates(model, rows(entity.name), asOf),
      ...model.inputs.flatMap((input) => unknownOf(input, rows(input.name), model.inputs, find)),
    ],
    read: new Map([...ofInput].map(([name, { read }]) => [name, read])),
    gates: [...(beyond ? ['bigint_total'] : []), ...(table.length === 0 ? [`no_${entity.name}`] : [])],
  };
}

/** Dates that days are counted since, and that are yet to come. */
function futureDates({ features }: ModelSpec, rows: readonly Row[], asOf: string): Found[] {
  const counted = features.filter(({ kind }) => kind === 'daysSince').map(({ column = '' }) => column);
  return [...new Set(counted)].flatMap((column) =>
    rows
      .filter(({ values }) => String(values.get(column) ?? '').slice(0, asOf.length) > asOf)
      .map(({ at }): Found => ({ ...at, column, reason: 'future_date', severity: 'warning' })),
  );
}

/** What rows name that is not there: for an owner the row is rejected, for anything else it counts. */
function unknownOf(
  { columns, of }: InputSpec,
  rows: readonly Row[],
  inputs: readonly InputSpec[],
  find: (input: string, key: Id) => Row | undefined,
): Found[] {
  return columns.flatMap(({ name: column, references }) => {
    const target = inputs.find(({ name }) => name === references);
    if (!target) {
      return [];
    }
    const reason = `unknown_${oneOf(target)}`;
    const severity = column === of ? ('reject' as const) : ('warning' as const);
    return rows.flatMap(({ at, values }) =>
      idsOf(values.get(column))
        .filter((id) => !find(target.name, id))
        .map(() => ({ ...at, column, reason, severity })),
    );
  });
}
