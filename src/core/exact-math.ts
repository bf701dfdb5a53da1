/**
 * Functions made of + - * / and square roots alone: ECMAScript leaves `Math.sin` and its kin to the
 * engine, so whatever feeds physics, sampling or a sensor's readings uses these, whose bits are the
 * same everywhere.
 */

/** π/2 cut into 33 + 33 + 53 bits, so that a small whole multiple of the first two is exact. */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_MIDDLE = 6.077100506303966e-11;
const HALF_PI_LOW = 2.0222662487959506e-21;

/** 1/k! with alternating signs. Source: the Taylor series; the next term is below 3e-18 on ±π/4. */
const SINE = [3, 5, 7, 9, 11, 13, 15, 17].map(inverseFactorial);
const COSINE = [2, 4, 6, 8, 10, 12, 14, 16].map(inverseFactorial);

function inverseFactorial(k: number, index: number): number {
  let product = 1;
  for (let i = 2; i <= k; i++) product *= i;
  return (index % 2 === 0 ? -1 : 1) / product;
}

function series(coefficients: readonly number[], z: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = (coefficients[i] as number) + z * sum;
  return sum;
}

/** The sine of `x + quarterTurns · π/2`. */
function sineAfter(x: number, quarterTurns: number): number {
  const turns = Math.round(x / (HALF_PI_HIGH + HALF_PI_MIDDLE));
  const rest = x - turns * HALF_PI_HIGH - turns * HALF_PI_MIDDLE - turns * HALF_PI_LOW;
  const z = rest * rest;
  const quadrant = (((turns + quarterTurns) % 4) + 4) % 4;
  const value = quadrant % 2 === 0 ? rest + rest * z * series(SINE, z) : 1 + z * series(COSINE, z);
  return quadrant < 2 ? value : -value;
}

/** The sine of `x` radians, |x| ≤ 10⁶; within 4e-16 of the true value for |x| ≤ 100. */
export const sin = (x: number): number => sineAfter(x, 0);

/** The cosine of `x` radians, |x| ≤ 10⁶; within 4e-16 of the true value for |x| ≤ 100. */
export const cos = (x: number): number => sineAfter(x, 1);

/** 1/(2k + 1), k from 1: of the series of atanh; with alternating signs, of atan. */
const ODD = Array.from({ length: 14 }, (_, i) => 1 / (2 * i + 3));
const ODD_ALTERNATING = ODD.map((x, i) => (i % 2 === 0 ? -x : x));

/** The arc tangent of x, 0 ≤ x ≤ 1. Source: atan x = 2 atan(x / (1 + √(1 + x²))), twice, then Taylor. */
function arcTangent(x: number): number {
  const half = x / (1 + Math.sqrt(1 + x * x));
  const quarter = half / (1 + Math.sqrt(1 + half * half));
  const z = quarter * quarter;
  return 4 * (quarter + quarter * z * series(ODD_ALTERNATING, z));
}

/** The angle of the point (x, y) from +x, radians in (−π, π]; 0 at the origin; zeros have no sign. Within 1e-15. */
export function atan2(y: number, x: number): number {
  const [a, b] = [Math.abs(x), Math.abs(y)];
  if (a === 0 && b === 0) return 0;
  const acute = a >= b ? arcTangent(b / a) : Math.PI / 2 - arcTangent(a / b);
  const angle = x < 0 ? Math.PI - acute : acute;
  return y < 0 ? -angle : angle;
}

/** ln 2 cut into 32 + 53 bits, so that a whole multiple of the first is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const BITS = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm of x, 1e-300 ≤ x ≤ 1e300; within 1e-15 of its value or of 1. Source:
 * ln(2ᵉ m) = e ln 2 + 2 atanh((m − 1) / (m + 1)), √½ ≤ m < √2.
 */
export function log(x: number): number {
  // IEEE 754: eleven bits of exponent, with 1023 added, above the fraction's first twenty.
  BITS.setFloat64(0, x);
  const high = BITS.getInt32(0);
  BITS.setInt32(0, (high & 0xfffff) | (1023 << 20));
  let m = BITS.getFloat64(0);
  let exponent = (high >>> 20) - 1023;
  if (m >= Math.SQRT2) {
    m /= 2;
    exponent += 1;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * (s + s * z * series(ODD, z)));
}

/** Powers by multiplication: engines of JavaScript disagree in the last bit of `x ** n`. */
export const square = (x: number): number => x * x;
export const cube = (x: number): number => x * x * x;
export const fourth = (x: number): number => square(square(x));
