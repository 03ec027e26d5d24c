/**
 * A fixed number of slots, given out in the order of asking. A body keeps its slot until the service has answered for
 * all of its rows, so the slots bound both the requests in flight and the memory of bodies.
 */
export class RequestSlots {
  readonly #size: number;
  #used = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  get used(): number {
    return this.#used;
  }

  /** Takes a slot: at once (undefined) or when the promise resolves. */
  acquire(): Promise<void> | undefined {
    if (this.#used < this.#size) {
      this.#used++;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Gives a slot back, to whoever has waited longest. */
  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#used--;
  }
}
