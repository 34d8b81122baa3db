import { expect, test } from 'vitest';
import { RUN_CODES } from '../../../../lib/error-codes.ts';
import { features } from '../../../../lib/features.ts';
import { reasonsOf } from '../../../../lib/pipeline/findings/reasons.ts';
import { answersOf, document, membersOf, type Schema } from './document.ts';

const members = membersOf(document);
const { schemas } = document.components;

test('every member of every body is described', () => {
  const isDescribed = ({ $ref, description }: Schema) => $ref !== undefined || description !== undefined;

  // The code of an error is described in Error, and told by its values here.
  const silent = members.filter(({ name, schema }) => !isDescribed(schema) && name !== 'code');
  expect(silent.map(({ where }) => where)).toEqual([]);
});

test('every parameter is described', () => {
  const parameters = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.values(operations).flatMap((operation) =>
      (operation.parameters ?? []).map(({ name, description }) => ({
        where: `${path} ${name}`,
        description,
      })),
    ),
  );

  expect(parameters.length).toBeGreaterThan(0);
  expect(parameters.filter(({ description }) => !description).map(({ where }) => where)).toEqual([]);
});

test('a description is that of its own member: no two members of other names share one', () => {
  const byText = Map.groupBy(
    members.filter(({ schema }) => schema.description),
    ({ schema }) => schema.description,
  );

  const shared = [...byText].flatMap(([text, those]) => {
    const names = new Set(those.map(({ name }) => name));
    return names.size > 1 ? [`${[...names].join(', ')}: ${text}`] : [];
  });
  expect(shared).toEqual([]);
});

test('the descriptions of members are short', () => {
  const long = members.filter(({ schema }) => (schema.description?.length ?? 0) > 200);

  expect(long.map(({ where, schema }) => `${where}: ${schema.description}`)).toEqual([]);
});

/** The schemas that a value of a member may be: itself, or one of several. */
const kindsOf = (schema: Schema): Schema[] => [schema, ...(schema.anyOf ?? [])];

test('moments are date-times', () => {
  const moments = members.filter(({ name }) => /At$/.test(name));

  expect(moments.length).toBeGreaterThan(4);
  const others = moments.filter(
    ({ schema }) => !kindsOf(schema).some(({ format }) => format === 'date-time'),
  );
  expect(others.map(({ where }) => where)).toEqual([]);
});

test('days are dates', () => {
  const days = members.filter(({ name }) => ['asOf', 'as_of', 'signup_date'].includes(name));

  expect(days.length).toBeGreaterThan(3);
  const others = days.filter(({ schema }) => !kindsOf(schema).some(({ format }) => format === 'date'));
  expect(others.map(({ where }) => where)).toEqual([]);
});

test('states, steps and severities are enums', () => {
  const named = members.filter(({ name }) => ['state', 'phase', 'step', 'severity'].includes(name));

  const open = named.filter(({ schema }) => !kindsOf(schema).some((kind) => kind.enum));
  expect(named.length).toBeGreaterThan(4);
  expect(open.map(({ where }) => where)).toEqual([]);
});

/** The texts that are known of a schema that takes others as well. */
const knownOf = (name: string) => schemas[name]?.anyOf?.find((kind) => kind.enum)?.enum;

test('the reasons of rejects are those that rows of the model may have', () => {
  expect(knownOf('RejectReason')).toEqual(reasonsOf(features).map(({ reason }) => reason));
});

test('the codes of runs are those of the catalogue', () => {
  expect(knownOf('RunCode')).toEqual(expect.arrayContaining(Object.keys(RUN_CODES)));
});

test('a reason or a code of an old record fits as well', () => {
  const isOpen = (name: string) => schemas[name]?.anyOf?.some((kind) => kind.type === 'string' && !kind.enum);

  expect(['RejectReason', 'RunCode'].map(isOpen)).toEqual([true, true]);
});

test('each answer in JSON has a type of its name, but for the document itself', () => {
  const answers = answersOf(document).filter(
    ({ status, type, path }) => status === 200 && type === 'application/json' && path !== '/openapi.json',
  );

  const unnamed = answers.filter(({ content }) => content.schema.$ref === undefined);
  expect(answers.length).toBeGreaterThan(5);
  expect(unnamed.map(({ where }) => where)).toEqual([]);
});

test('what is in an answer has a type of its name, too', () => {
  const isObject = (schema: Schema) =>
    schema.properties !== undefined || schema.items?.properties !== undefined;

  const unnamed = members.filter(({ schema }) => kindsOf(schema).some(isObject));
  expect(unnamed.map(({ where }) => `${where}: make it a component()`)).toEqual([]);
});
