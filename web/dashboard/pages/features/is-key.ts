/** The key is the first column, and what the rows are sorted by unless told otherwise. */
export const isKey = (index: number): boolean => index === 0;
