/** An exact decimal: so many units of 10^exponent. */
export interface Decimal {
  readonly units: bigint;
  readonly exponent: number;
}

const DECIMAL = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/** A number as PostgreSQL or JavaScript writes it, `-12.50` or `1e+21`; undefined for NaN and the infinite ones. */
export function decimalOf(text: string): Decimal | undefined {
  const [, whole, fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  return whole === undefined
    ? undefined
    : { units: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** How many whole units of 10^exponent there are in it, rounded down. */
export function unitsAt({ units, exponent }: Decimal, at: number): bigint {
  return exponent >= at ? units * 10n ** BigInt(exponent - at) : floorOf(units, 10n ** BigInt(at - exponent));
}

/** The quotient, rounded down, where BigInt rounds to zero. */
export function floorOf(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend < 0n && quotient * divisor !== dividend ? quotient - 1n : quotient;
}

/** So many units of the last of `scale` digits after the point: 1250 and 2 are `12.50`. */
export function scaledText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${units < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`;
}

/** The double that is nearest to it. */
export const doubleOf = ({ units, exponent }: Decimal): number => Number(`${units}e${exponent}`);
