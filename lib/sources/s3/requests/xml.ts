/** The entities that every XML has. */
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The content of each element of that name, as it is written: of S3's answers, which have no attributes, comments or CDATA where it
 * matters, and no element within one of the same name.
 *
 * @example elementsIn('<a>1</a><a>2</a>', 'a') // ['1', '2']
 */
export const elementsIn = (xml: string, name: string): string[] => [...contentsOf(xml, name)];

/** Looks at each character a fixed number of times: what is sent may be long, and may open elements that nothing closes. */
function* contentsOf(xml: string, name: string): Generator<string, void, undefined> {
  const [opening, closing] = [`<${name}`, `</${name}>`];
  let at = xml.indexOf(opening);
  while (at >= 0) {
    let next = at + opening.length;
    if (/^[\s>]/.test(xml.charAt(next))) {
      const from = xml.indexOf('>', next) + 1;
      const to = from === 0 ? -1 : xml.indexOf(closing, from);
      if (to < 0) {
        return;
      }
      yield xml.slice(from, to);
      next = to + closing.length;
    }
    at = xml.indexOf(opening, next);
  }
}

/** The text of the first element of that name; undefined when there is none. */
export function textIn(xml: string, name: string): string | undefined {
  const [content] = contentsOf(xml, name);
  return content?.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, entity) => {
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    if (entity !== undefined) {
      return ENTITIES[entity] ?? whole;
    }
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
