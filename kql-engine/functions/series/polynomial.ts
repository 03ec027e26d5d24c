/** Fits a polynomial by least squares; the coefficients begin with the highest power. Undefined when x does not settle them. */
export function fitPolynomial(x: number[], y: number[], degree: number): number[] | undefined {
  // on [-1, 1] the powers differ enough to be told apart
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const v of x) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  const center = (low + high) / 2;
  const half = (high - low) / 2 || 1;
  const columns = Array.from({ length: degree + 1 }, (_, power) =>
    x.map((v) => ((v - center) / half) ** power),
  );
  const scaled = leastSquares(columns, [...y]);
  return scaled && inPowersOf(scaled, center, half).reverse();
}

/** A column that is left with less than this part of its length hangs on the columns before it. */
const INDEPENDENT = 1e-12;

/** Householder's QR decomposition; the right side is used up. */
function leastSquares(columns: number[][], right: number[]): number[] | undefined {
  const rows = right.length;
  const diagonal: number[] = [];
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k]!;
    const whole = lengthFrom(column, 0);
    const rest = lengthFrom(column, k);
    if (!(rest > INDEPENDENT * whole)) return undefined;
    const alpha = column[k]! > 0 ? -rest : rest;
    diagonal.push(alpha);
    column[k]! -= alpha;
    let square = 0;
    for (let i = k; i < rows; i++) square += column[i]! ** 2;
    const reflect = (target: number[]) => {
      let dot = 0;
      for (let i = k; i < rows; i++) dot += column[i]! * target[i]!;
      const factor = (2 * dot) / square;
      for (let i = k; i < rows; i++) target[i]! -= factor * column[i]!;
    };
    for (let j = k + 1; j < columns.length; j++) reflect(columns[j]!);
    reflect(right);
  }
  const out: number[] = new Array(columns.length).fill(0);
  for (let k = columns.length - 1; k >= 0; k--) {
    let sum = right[k]!;
    for (let j = k + 1; j < columns.length; j++) sum -= columns[j]![k]! * out[j]!;
    out[k] = sum / diagonal[k]!;
  }
  return out;
}

function lengthFrom(column: number[], from: number): number {
  let square = 0;
  for (let i = from; i < column.length; i++) square += column[i]! ** 2;
  return Math.sqrt(square);
}

/** The coefficients of powers of (x - center) / half as those of powers of x, the lowest first. */
function inPowersOf(coefficients: number[], center: number, half: number): number[] {
  // Horner's scheme over polynomials: multiply by (x - center) / half, add the next coefficient
  let out: number[] = [];
  for (const c of [...coefficients].reverse()) {
    const next = new Array(out.length + 1).fill(0);
    out.forEach((v, power) => {
      next[power] -= (v * center) / half;
      next[power + 1] += v / half;
    });
    next[0] += c;
    out = next;
  }
  return out;
}

/** The value of a polynomial whose coefficients begin with the highest power. */
export function polynomialAt(coefficients: number[], x: number): number {
  let value = 0;
  for (const c of coefficients) value = value * x + c;
  return value;
}
