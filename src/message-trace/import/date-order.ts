/** The order of day, month and year in dates that a machine's culture has written, such as `20.11.2025 09:41:00`. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

export const dateOrders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

/** The order that a file's name tells: `october.dmy.csv`, also with `.gz` behind it. */
export function dateOrderOfName(name: string): DateOrder | undefined {
  return /\.(dmy|mdy|ymd)\.[^./\\]+(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() as DateOrder | undefined;
}

/** Gathers what the dates of a file say about their order. */
export class DateOrderEvidence {
  /** Line of the first date whose first number can only be a day, and of the first whose second number can. */
  #dayFirst: number | undefined;
  #monthFirst: number | undefined;

  add(first: number, second: number, line: number): void {
    if (first > 12 && second <= 12) this.#dayFirst ??= line;
    if (second > 12 && first <= 12) this.#monthFirst ??= line;
  }

  /** The order; lines that contradict each other; or `ambiguous` where every date can be read both ways. */
  get verdict(): DateOrder | 'ambiguous' | { readonly dayFirst: number; readonly monthFirst: number } {
    if (this.#dayFirst === undefined) return this.#monthFirst === undefined ? 'ambiguous' : 'mdy';
    if (this.#monthFirst === undefined) return 'dmy';
    return { dayFirst: this.#dayFirst, monthFirst: this.#monthFirst };
  }
}
