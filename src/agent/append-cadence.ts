/**
 * Least time between two appends to one blob, in milliseconds.
 * An append blob takes 50,000 blocks (Azure Storage, "Scalability and performance targets for Blob Storage").
 * Exchange begins a new file at 10 MB or with the hour, so this is far away. For a file that never ends, appends become
 * rarer the more blocks there are: at one a second the blob then lasts for 50 days.
 * @param blocks committed blocks of the blob
 */
export function appendInterval(blocks: number): number {
  if (blocks < 20_000) return 0;
  if (blocks < 40_000) return 10_000;
  if (blocks < 49_000) return 60_000;
  return 3_600_000;
}
