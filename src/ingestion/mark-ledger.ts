/** A run of rows on its way. */
export interface LedgerEntry {
  /** Number of the row behind its last one, counted from the beginning of the session. */
  readonly end: number;
  settled: boolean;
}

/**
 * Turns answers, which come in any order, into marks in order: a mark is reached when every row added before it
 * has been acknowledged or dead-lettered.
 */
export class MarkLedger<Mark> {
  readonly #onReached: ((mark: Mark) => void) | undefined;
  #entries: LedgerEntry[] = [];
  #marks: { row: number; mark: Mark }[] = [];
  #settled = 0;
  #reached: Mark | undefined;

  constructor(onReached?: (mark: Mark) => void) {
    this.#onReached = onReached;
  }

  get reached(): Mark | undefined {
    return this.#reached;
  }

  /** Notes that rows up to `end` are on their way. Called in the order of the rows. */
  open(end: number): LedgerEntry {
    const entry = { end, settled: false };
    this.#entries.push(entry);
    return entry;
  }

  /** Sets a mark behind `row` rows. */
  mark(row: number, mark: Mark): void {
    this.#marks.push({ row, mark });
    this.#advance();
  }

  /** All rows of the entry are acknowledged or dead-lettered. */
  settle(entry: LedgerEntry): void {
    entry.settled = true;
    let done = 0;
    while (this.#entries[done]?.settled) this.#settled = this.#entries[done++]!.end;
    this.#entries.splice(0, done);
    this.#advance();
  }

  #advance(): void {
    while (this.#marks.length > 0 && this.#marks[0]!.row <= this.#settled) {
      this.#reached = this.#marks.shift()!.mark;
      this.#onReached?.(this.#reached);
    }
  }
}
