/** Where the user is, below the path of a page: `/rules/top-senders#time=P1D` is rest `top-senders`. */
export interface Place {
  /** What follows the page's own path, without slashes at its ends. */
  readonly rest: string;
  /** What stands behind the `#`, which never leaves the browser. */
  readonly state: URLSearchParams;
}

/** A page that is on show. */
export interface ShownPage {
  /** Takes a new place of the same page; without it the page is made anew. */
  go?(place: Place): void;
  /** Ends timers, workers and listeners. */
  close(): void;
}

/** Fills the main part of the window with a page. */
export type ShowPage = (main: HTMLElement, place: Place) => ShownPage | Promise<ShownPage>;
