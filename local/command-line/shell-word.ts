/**
 * A text as one word of a shell's command line, so that a command can be pasted whatever a folder or a run is called.
 *
 * @example shellWord('my files') // "'my files'"
 */
export function shellWord(text: string): string {
  return /^[\w./:+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
