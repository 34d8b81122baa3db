import type { Column } from './columns.ts';

/** What tells one row from another: a whole number, or a text. Ids of one column are all of one kind. */
export type Id = bigint | string;

/** Whether a value that was read of a column of one id is one: neither none, nor unusable. */
export const isId = (value: unknown): value is Id => typeof value === 'bigint' || typeof value === 'string';

/** The types of columns with one id in a row. */
export const ONE_ID_TYPES = ['id', 'textId'] as const;
export type OneIdType = (typeof ONE_ID_TYPES)[number];

/** The types of columns with a list of ids in a row. */
export const ID_LIST_TYPES = ['idList', 'textIdList'] as const;
export type IdListType = (typeof ID_LIST_TYPES)[number];

/** The types of columns that may name rows of another input. */
export const ID_TYPES = [...ONE_ID_TYPES, ...ID_LIST_TYPES] as const;
export type IdType = OneIdType | IdListType;

/** What ids are: whole numbers, or texts. */
export const ID_KINDS = ['integers', 'texts'] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** What the ids of each type are. */
const KINDS: Readonly<Record<IdType, IdKind>> = {
  id: 'integers',
  idList: 'integers',
  textId: 'texts',
  textIdList: 'texts',
};

/** Whether a type is one of ids. */
export const isIdType = (type: Column['type']): type is IdType => ID_TYPES.some((own) => own === type);

/** Whether a type is that of one id in a row, which may be a key. */
export const isOneId = (type: Column['type']): type is OneIdType => ONE_ID_TYPES.some((own) => own === type);

/** Whether a type is that of a list of ids. */
export const isIdList = (type: Column['type']): type is IdListType =>
  ID_LIST_TYPES.some((own) => own === type);

/** What the ids of a column of that type are. */
export const idKindOf = (type: IdType): IdKind => KINDS[type];
