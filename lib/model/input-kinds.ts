export const INPUT_KINDS = ['entity', 'events', 'reference'] as const;
/** What the rows of an input are: those of the result, what is added up for them, or what events may name. */
export type InputKind = (typeof INPUT_KINDS)[number];
