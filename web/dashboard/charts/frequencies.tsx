import type { Frequencies as Values } from '../../../lib/schemas/feature.ts';
import { capitalised, ENTITY } from '../data/names.ts';
import { formatCount } from '../format.ts';
import { rangeHash } from '../routes.ts';
import { SHOWN } from '../values.ts';

/** The most frequent values of a column: a table whose rows have bars. Each value but a list leads to its rows. */
export function Frequencies({ column }: { readonly column: Values }) {
  const { name, type, values, others } = column;
  const greatest = Math.max(1, ...values.map(({ count }) => count));
  return (
    <figure>
      <h3 class="mono">{name}</h3>
      <table class="frequencies">
        <thead>
          <tr>
            <th scope="col">Most frequent</th>
            <th scope="col" class="number">
              {capitalised(ENTITY)}
            </th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ value, count }) => {
            const text = SHOWN[type].text(value);
            return (
              <tr key={JSON.stringify(value)}>
                <td>
                  {canBeAsked(value) ? (
                    <a href={rangeHash(name, value, value)} title={text}>
                      {text}
                    </a>
                  ) : (
                    <span title={text}>{text}</span>
                  )}
                  <svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(count / greatest) * 100} height="1" />
                  </svg>
                </td>
                <td class="number">{formatCount(count)}</td>
              </tr>
            );
          })}
          {others > 0 && (
            <tr>
              <td class="muted">all others</td>
              <td class="number">{formatCount(others)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </figure>
  );
}

const LONGEST = 1000;

/** Whether rows can be filtered by it: no list has an order, an empty value is no parameter, and a parameter is no longer than that. */
const canBeAsked = (value: string | readonly string[]): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST;
