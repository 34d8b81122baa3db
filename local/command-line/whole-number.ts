/**
 * What is wrong with an option that is a whole number from 1; undefined when nothing is, or when it is not given.
 *
 * @param name as it is written: --limit
 */
export function wholeNumberRefusal(name: string, text: string | undefined): string | undefined {
  return text === undefined || /^[1-9]\d{0,8}$/.test(text)
    ? undefined
    : `${name} must be a whole number from 1, not "${text}".`;
}
