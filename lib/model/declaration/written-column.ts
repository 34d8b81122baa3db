import type { Column, TypeName } from '../columns.ts';

/**
 * A column as it would be declared with another type: `textId({ optional: true }).references('devices', { orElse: 'warn' })`.
 * Other names for a header are in lower case, as they are compared.
 */
export function writtenAs(type: TypeName, { name, header, optional, nulls, reference }: Column): string {
  const others = header.filter((other) => other !== name).map(quoted);
  const options = [
    ...(others.length > 0 ? [`header: [${others.join(', ')}]`] : []),
    ...(optional ? ['optional: true'] : []),
    ...(nulls ? [`nulls: [${nulls.map(quoted).join(', ')}]`] : []),
  ];
  const given = options.length > 0 ? `{ ${options.join(', ')} }` : '';
  const references = reference
    ? `.references(${quoted(reference.input)}, { orElse: ${quoted(reference.orElse)} })`
    : '';
  return `${type}(${given})${references}`;
}

/** A text as TypeScript has it. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
