/**
 * Columns that Azure Monitor does not bill. Source: Azure Monitor, "Azure Monitor Logs cost calculations and options",
 * section "Data size calculation".
 */
const free = new Set(['_ResourceId', '_SubscriptionId', '_ItemId', '_IsBillable', '_BilledSize', 'Type']);

/** TenantId, a GUID that the service adds to every row and that is not among the free columns: 36 characters. */
const addedBytes = 36;

/**
 * What a row of a table counts for on the bill, in bytes: the string form of the values that are stored, without the names
 * of the columns.
 * @param row as it leaves the transform
 */
export function billedBytes(row: Readonly<Record<string, unknown>>): number {
  let bytes = addedBytes;
  for (const name in row) {
    if (!free.has(name)) bytes += valueBytes(row[name]);
  }
  return bytes;
}

function valueBytes(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'string') return Buffer.byteLength(value);
  return Buffer.byteLength(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
