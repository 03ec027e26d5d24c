/** Goes to an address of this site without loading it anew. */
export function goTo(address: string): void {
  history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Puts state into the address, so that it can be shared, without a new entry in the history. */
export function keepState(state: URLSearchParams): void {
  const text = state.toString();
  history.replaceState(null, '', text === '' ? location.pathname : `${location.pathname}#${text}`);
}

/** The address that opens a query. @param time ISO 8601 duration or interval */
export function queryAddress(query: string, time?: string): string {
  const state = new URLSearchParams({ query });
  if (time !== undefined) state.set('time', time);
  return `/query#${state}`;
}
