import { quoted } from '../../../messages/visible.ts';
import { trimInvisible } from '../../values/invisible.ts';
import { type Cause, hasMore } from './cause.ts';

/** What other tools put between columns. The space comes last: it may be in names. */
const OTHER_DELIMITERS = [...':~^\u0001\u001e\u001f#!*/\\&@$%+=¦§¬，；、 '];

/** Another character than the four stands between the columns. */
export const otherDelimiter: Cause = (header) => {
  const other = OTHER_DELIMITERS.find((delimiter) => {
    const names = header.raw.split(delimiter).map((name) => trimInvisible(name.replaceAll('"', '')));
    return hasMore(names, header);
  });
  return other === undefined
    ? undefined
    : `${quoted(other)} seems to separate the columns: separate them with a comma, semicolon, bar (|) or TAB instead`;
};
