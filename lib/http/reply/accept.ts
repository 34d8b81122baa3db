/**
 * What a client accepts and how much it wants each, from 0 (refused) to 1: the headers Accept and Accept-Encoding (RFC 9110,
 * 12.4.2).
 */
export function acceptedWeights(header: string): ReadonlyMap<string, number> {
  return new Map(
    header.split(',').map((range) => {
      const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, weight ? Number(weight.slice(2)) || 0 : 1];
    }),
  );
}
