import { posix } from 'node:path';
import { typeOf } from '../column-types.ts';
import { type ColumnDeclaration, headerNames, type TypeName } from '../columns.ts';
import { idKindOf, isIdType, isOneId } from '../id-types.ts';
import { type InputDeclaration, nameOfOne } from '../inputs.ts';

/** What may stand in SQL as a name; those that begin with etl_ are ours. */
const NAME = /^(?!etl_)[a-z_][a-z0-9_]{0,62}$/;
/** Names that no column of a Postgres table can have, and those that any object in JavaScript has. */
const KEPT_NAMES = ['cmax', 'cmin', 'ctid', 'tableoid', 'xmax', 'xmin', 'constructor', '__proto__'];
/** What a name must be, as the end of a sentence about one. */
export const NAME_RULE =
  `must be lower case [a-z0-9_], must not begin with a digit or with etl_, must have at most 63 characters, ` +
  `and must not be one of ${KEPT_NAMES.join(', ')}`;

/** The column of the table that says which day its rows were derived for. */
export const AS_OF = 'as_of';

/** How many columns of one input of events may name rows of references: what the kernel has room for. */
export const MOST_REFERENCES = 16;

type Declared = Readonly<Record<string, InputDeclaration>>;

/** Whether a text can be the name of a column. */
export const isName = (text: string): boolean => NAME.test(text) && !KEPT_NAMES.includes(text);

/** All that is wrong with a declaration of inputs, one line each. */
export function inputProblems(inputs: Declared): string[] {
  const entities = Object.keys(inputs).filter((name) => inputs[name]?.kind === 'entity');
  return [
    ...(entities.length === 1
      ? []
      : [
          `there must be exactly one entity(), whose rows become the rows of the result; there are ${entities.length}`,
        ]),
    ...Object.entries(inputs).flatMap(([name, input]) => problemsOf(name, input, inputs)),
    ...Object.entries(inputs).flatMap(([name, input], index) =>
      problemsOfOne(name, input, Object.entries(inputs).slice(0, index)),
    ),
    ...fileProblems(inputs),
  ];
}

/** What one row is called is in a reason, unknown_…, by which rows of one input must be told from those of another. */
function problemsOfOne(
  name: string,
  input: InputDeclaration,
  before: readonly (readonly [string, InputDeclaration])[],
): string[] {
  const one = nameOfOne(name, input);
  const [other] = before.find(([earlier, declaration]) => nameOfOne(earlier, declaration) === one) ?? [];
  return [
    ...(isName(one) || (input.one === undefined && !isName(name))
      ? []
      : [`${name}: one: '${one}' (the word for one row) ${NAME_RULE}`]),
    ...(other === undefined
      ? []
      : [`${name}: one row is called ${one}, as in ${other}: give one of the two another word, one: '…'`]),
  ];
}

function fileProblems(inputs: Declared): string[] {
  const taken = new Map<string, string>();
  return Object.entries(inputs).flatMap(([name, { files }]) => {
    const patterns = [files].flat();
    if (patterns.length === 0 || !patterns.every((pattern) => typeof pattern === 'string')) {
      return [`${name}: files: give at least one file name, or a list of them`];
    }
    return patterns.flatMap((pattern) => {
      if (!isInFolder(pattern)) {
        return [`${name}: files: '${pattern}' is not a path inside the data folder`];
      }
      const other = taken.get(pattern);
      taken.set(pattern, name);
      return other === undefined ? [] : [`${name}: files: '${pattern}' already belongs to ${other}`];
    });
  });
}

function problemsOf(name: string, input: InputDeclaration, inputs: Declared): string[] {
  const problems = isName(name) ? [] : [`${name}: the name of an input ${NAME_RULE}`];
  const key = input.columns[input.key];
  if (!key || !isOneId(key.type) || key.optional || key.reference) {
    problems.push(
      `${name}: the key ${input.key} must be an id() or a textId(), not optional, without references`,
    );
  }
  if (input.kind === 'events') {
    problems.push(...ownerProblems(name, input, inputs), ...tooManyReferences(name, input));
  }
  problems.push(...vainNames(name, input));
  const taken = new Map<string, string>();
  for (const [column, declaration] of Object.entries(input.columns)) {
    problems.push(...columnProblems(`${name}.${column}`, column, declaration, input, inputs));
    for (const header of headerNames(column, declaration)) {
      const other = taken.get(header);
      if (header === '') {
        problems.push(`${name}.${column}: a header name is empty: a column needs a name`);
      } else if (other !== undefined) {
        problems.push(`${name}.${column}: the header name "${header}" already belongs to ${other}`);
      }
      taken.set(header, column);
    }
  }
  return problems;
}

/** Names in a header that is not there would never be looked for. */
function vainNames(name: string, { header: ofFiles, columns }: InputDeclaration): string[] {
  return Object.entries(columns)
    .filter(([, { header }]) => ofFiles === 'none' && header.length > 0)
    .map(
      ([column]) =>
        `${name}.${column}: header: gives names in a header, but ${name} is declared with header: 'none', so its files have no header`,
    );
}

function ownerProblems(name: string, { columns, of = '' }: InputDeclaration, inputs: Declared): string[] {
  const { type, optional, reference } = columns[of] ?? {};
  const isOwner =
    type !== undefined &&
    isOneId(type) &&
    !optional &&
    reference?.orElse === 'reject' &&
    inputs[reference.input]?.kind === 'entity';
  return isOwner
    ? []
    : [
        `${name}: of: '${of}' must be an id() or a textId() that is not optional and references the entity, .references(…, { orElse: 'reject' })`,
      ];
}

function tooManyReferences(name: string, { columns, of }: InputDeclaration): string[] {
  const count = Object.entries(columns).filter(
    ([column, { reference }]) => reference && column !== of,
  ).length;
  return count <= MOST_REFERENCES
    ? []
    : [
        `${name}: ${count} of its columns reference rows of other inputs, more than the limit of ${MOST_REFERENCES}`,
      ];
}

/** Whether a path leads to something below the folder that it is joined to. */
function isInFolder(path: string): boolean {
  const [first] = posix.normalize(path).split('/');
  return first !== undefined && !['', '.', '..'].includes(first);
}

function columnProblems(
  where: string,
  name: string,
  declaration: ColumnDeclaration,
  { kind, of }: InputDeclaration,
  inputs: Declared,
): string[] {
  const { type, reference } = declaration;
  const problems = isName(name) ? [] : [`${where}: the name of a column ${NAME_RULE}`];
  if (kind === 'entity' && name === AS_OF) {
    problems.push(`${where}: the result table has its own column ${AS_OF}: choose another name`);
  }
  if (kind === 'entity' && typeOf(declaration).sqlType === null) {
    problems.push(`${where}: the result table can't hold the values of ${type}()`);
  }
  problems.push(...otherIds(where, type, reference?.input, inputs));
  if (!reference || name === of) {
    return problems;
  }
  const target = inputs[reference.input];
  if (target?.kind !== 'reference') {
    problems.push(
      `${where}: references '${reference.input}', which is ${target ? 'not a reference()' : 'not declared'}`,
    );
  }
  if (reference.orElse === 'reject') {
    problems.push(
      `${where}: orElse: 'reject' is only for the column that names the owner of an event; use 'warn'`,
    );
  }
  if (kind !== 'events') {
    problems.push(`${where}: only columns of events() may reference another input`);
  }
  return problems;
}

/** Ids that name rows must be what the keys of these are: whole numbers, or texts. */
function otherIds(where: string, type: TypeName, target: string | undefined, inputs: Declared): string[] {
  const named = target === undefined ? undefined : inputs[target];
  const key = named?.columns[named.key]?.type;
  if (!named || !key || !isIdType(type) || !isIdType(key) || idKindOf(key) === idKindOf(type)) {
    return [];
  }
  return [
    `${where}: ${type}() can't name rows of ${target}, whose key ${named.key} is ${key}(): declare both as numbers, or both as texts`,
  ];
}
