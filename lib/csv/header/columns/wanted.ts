/** A column that is looked for in a header: all that is known here of what a file is to hold. */
export interface WantedColumn {
  readonly name: string;
  /** The names that it may have, in lower case; its own first. */
  readonly header: readonly string[];
  /** Whether a file without it can't be used. */
  readonly required: boolean;
}

/** What other files hold, which this one may have been taken for. */
export interface OtherInput {
  readonly name: string;
  /** Its files, as they are told. */
  readonly files: string;
  /** All columns that are declared. */
  readonly columns: readonly WantedColumn[];
}

/** What is known of a file besides the columns that are looked for in it. */
export interface HeaderContext {
  /** All columns that are declared, in their order, those too that are not looked for. */
  readonly declared?: readonly WantedColumn[];
  /** Whether the file has no header: then its columns are those that are declared. */
  readonly isHeadless?: boolean;
  /** The file, and the input that it is of, as they are told. */
  readonly file?: string;
  readonly input?: string;
  readonly others?: readonly OtherInput[];
}

/** How a name is compared: white space at its ends that is no padding and not invisible does not count either. */
export const keyOf = (name: string): string => name.trim().toLowerCase();

export const isNamed = ({ header }: WantedColumn, key: string | undefined): boolean =>
  key !== undefined && header.includes(key);

/** How many of the wanted columns are among the names. */
export function countMatches(names: readonly string[], wanted: readonly WantedColumn[]): number {
  const keys = new Set(names.map(keyOf));
  return wanted.filter(({ header }) => header.some((name) => keys.has(name))).length;
}

/** Whether all columns that a file must have are among the names. */
export function hasRequired(names: readonly string[], wanted: readonly WantedColumn[]): boolean {
  const required = wanted.filter((column) => column.required);
  return names.length >= required.length && countMatches(names, required) === required.length;
}

/** The index of each wanted column that is there. */
export function indexes(
  names: readonly string[],
  wanted: readonly WantedColumn[],
): Readonly<Record<string, number>> {
  const keys = names.map(keyOf);
  const found = wanted.map((column) => [column.name, keys.findIndex((key) => isNamed(column, key))] as const);
  return Object.fromEntries(found.filter(([, index]) => index >= 0));
}
