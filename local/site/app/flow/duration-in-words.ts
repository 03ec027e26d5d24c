const units = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3600 },
  { unit: 'min', seconds: 60 },
] as const;

/** A duration as people say it, in the largest unit of which there are two or more: 4 s, 3 min, 26 h. */
export function durationInWords(seconds: number): string {
  const fit = units.find((one) => seconds >= 2 * one.seconds);
  return fit === undefined ? `${Math.round(seconds)} s` : `${Math.floor(seconds / fit.seconds)} ${fit.unit}`;
}
