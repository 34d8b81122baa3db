/** The elements of an array literal, read by the rules of PostgreSQL's manual, 8.15.6; NULL is null. */
export function elementsOf(literal: string): (string | null)[] {
  if (!literal.startsWith('{') || !literal.endsWith('}')) {
    throw new Error(`no array: ${literal}`);
  }
  const body = literal.slice(1, -1);
  const elements: (string | null)[] = [];
  const element = /"((?:[^"\\]|\\.)*)"|([^",{}\\]+)/sy;
  while (element.lastIndex < body.length) {
    const found = element.exec(body);
    if (found === null) {
      throw new Error(`not an element: ${literal}`);
    }
    const [, quoted, bare] = found;
    if (quoted !== undefined) {
      elements.push(quoted.replaceAll(/\\(.)/gs, '$1'));
    } else {
      elements.push(bare === 'NULL' ? null : (bare as string));
    }
    if (element.lastIndex < body.length && body[element.lastIndex++] !== ',') {
      throw new Error(`no comma: ${literal}`);
    }
  }
  return elements;
}
