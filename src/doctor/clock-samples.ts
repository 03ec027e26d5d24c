import type { HttpClient } from '@azure/core-rest-pipeline';

/** How far our clock is ahead of a service's, as its Date headers tell. */
export interface ClockSamples {
  /** @param askedMs @param answeredMs our time before and after @param dateMs the service's, whole seconds */
  add(service: string, askedMs: number, answeredMs: number, dateMs: number): void;
  /** Milliseconds by service, the sample with the shortest round trip of each. Negative: our clock is late. */
  skews(): ReadonlyMap<string, number>;
}

export function createClockSamples(): ClockSamples {
  const best = new Map<string, { trip: number; skew: number }>();
  return {
    add(service, askedMs, answeredMs, dateMs) {
      const trip = answeredMs - askedMs;
      const known = best.get(service);
      if (Number.isNaN(dateMs) || (known !== undefined && known.trip <= trip)) return;
      // The header has whole seconds: half a second is added, and half of the round trip taken off.
      best.set(service, { trip, skew: Math.round((askedMs + answeredMs) / 2 - (dateMs + 500)) });
    },
    skews: () => new Map([...best].map(([service, { skew }]) => [service, skew])),
  };
}

/** A transport that takes a sample of every answer, under the name of its host. */
export function sampling(client: HttpClient, samples: ClockSamples, now: () => number): HttpClient {
  return {
    async sendRequest(request) {
      const asked = now();
      const response = await client.sendRequest(request);
      samples.add(
        URL.parse(request.url)?.host ?? '',
        asked,
        now(),
        Date.parse(response.headers.get('date') ?? ''),
      );
      return response;
    },
  };
}
