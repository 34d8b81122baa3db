// What a window is made of: where its marks are, and whether it has quotes. Most files have none, and theirs are found with less work.
import { indexPlain, isBeyondAscii, isOdd, lineEnds } from './blocks';
import { hasDoubled, hasQuotes, indexQuoted, isQuotedBeyondAscii, oddRecord, quotedLineEnds } from './quotes';

/** What the host has said of the bytes of the chunk. */
export const UNKNOWN: u32 = 0;
export const UTF8: u32 = 1;
export const NOT_UTF8: u32 = 2;

/** How many line ends there are among the marks, whether fields may be quoted, and whether they may have doubled quotes inside. */
export let wholeLines: u32 = 0;
export let isQuoted: bool = false;
export let mayBeDoubled: bool = false;
/** Where a record begins that the marks end before, since it is odd; 0 for none. */
export let oddAt: usize = 0;
/** Whether the host has to say whether the chunk is UTF-8 before anything is known. */
let isAsking: bool = false;

/** Whether the last window had a quote or a NUL: then the next one probably has, too. */
let wasOdd: bool = false;
let encoding: u32 = UNKNOWN;

/** Forgets what is known of the bytes: there are new ones. */
export function beginWindows(): void {
  encoding = UNKNOWN;
  isAsking = false;
  oddAt = 0;
  isQuoted = false;
}

/** For the host: whether it has to say whether the chunk is in UTF-8, before the scan can go on. */
export function asksForUtf8(): bool {
  return isAsking;
}

/** Says whether the chunk is in UTF-8. */
export function setUtf8(isUtf8: bool): void {
  encoding = isUtf8 ? UTF8 : NOT_UTF8;
  isAsking = false;
}

/** Whether a byte beyond ASCII may be part of a plain line. */
export function isUtf8(): bool {
  return encoding == UTF8;
}

/** Notes that the fields of the line that is looked at alone have no quotes. */
export function setUnquoted(): void {
  isQuoted = false;
  mayBeDoubled = false;
}

/** Writes the marks of [from, to), which begins at a record, to INDEX, and returns how many there are. */
export function indexWindow(from: usize, to: usize): u32 {
  if (!wasOdd) {
    const marks = indexPlain(from, to);
    if (!isOdd && (!isBeyondAscii || encoding == UTF8)) {
      wholeLines = lineEnds;
      isQuoted = false;
      mayBeDoubled = false;
      oddAt = 0;
      return marks;
    }
    if (isBeyondAscii && encoding == UNKNOWN) return ask();
  }
  // Until it is told, what is beyond ASCII is taken as it is: then all of the window is looked at.
  const marks = indexQuoted(from, to, encoding != NOT_UTF8);
  if (isQuotedBeyondAscii && encoding == UNKNOWN) return ask();
  wholeLines = quotedLineEnds;
  isQuoted = hasQuotes;
  mayBeDoubled = hasDoubled;
  oddAt = oddRecord;
  wasOdd = hasQuotes || oddRecord != 0;
  return marks;
}

function ask(): u32 {
  isAsking = true;
  wholeLines = 0;
  oddAt = 0;
  return 0;
}
