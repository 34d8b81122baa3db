interface Props {
  readonly names: readonly string[];
  /** Those of numbers, which stand to the right. */
  readonly numbers?: readonly string[];
}

/** The head of a table: what its columns are called. */
export function Columns({ names, numbers = [] }: Props) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th scope="col" class={numbers.includes(name) ? 'number' : ''} key={name}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
