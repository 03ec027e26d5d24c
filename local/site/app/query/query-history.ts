export interface HistoryEntry {
  readonly query: string;
  /** Time range; undefined: set in the query. */
  readonly time?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

const key = 'mailflow.history';
const longest = 50;

/** The queries run in this browser, the newest first. They never leave it. */
export function readHistory(): HistoryEntry[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.query === 'string') : [];
  } catch {
    return [];
  }
}

export function addToHistory(entry: HistoryEntry): void {
  const others = readHistory().filter(({ query }) => query !== entry.query);
  try {
    localStorage.setItem(key, JSON.stringify([entry, ...others].slice(0, longest)));
  } catch {
    // The browser keeps no more, or nothing at all: the query runs all the same.
  }
}

export function clearHistory(): void {
  localStorage.removeItem(key);
}
