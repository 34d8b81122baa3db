/**
 * The encodings that an input may be declared to have. Each is a transformation of that name (lib/sources/transforms): for a further
 * one, an entry here and a file there.
 */
export const ENCODINGS = ['windows-1252'] as const;

/** What a file can be declared to be encoded as: only what its bytes don't tell themselves. */
export type Encoding = (typeof ENCODINGS)[number];
