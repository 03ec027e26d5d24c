/**
 * Limits of the Logs Ingestion API, each with its source, and our own choices inside them.
 * "AMD" is MicrosoftDocs/azure-monitor-docs.
 */

/** API version in the query string. AMD logs-ingestion-api-overview (2026-08-13). */
export const apiVersion = '2023-01-01';

/**
 * Largest request body in bytes, as sent (after gzip). The service's own words in its 413 answer: "Maximum allowed
 * content length: 1048576 bytes" (AzADServicePrincipalInsights #30, 2024-02-27).
 */
export const maxWireBytes = 1_048_576;

/**
 * Largest request body in bytes after decompression. Not documented; seen at the server by the authors of
 * otel-arrow's azure_monitor exporter (PR #2535, 2026-04-03).
 */
export const maxDecompressedBytes = 50 * 1_048_576;

/**
 * The careful reading of the documented call size, "1 MB, both compressed and uncompressed data" (AMD
 * azure-monitor-limits-custom-logs, August 2026). A body below it cannot be refused for its size under any reading.
 */
export const documentedCallBytes = 1_000_000;

/** Largest value in UTF-8 bytes; the service cuts longer ones. AMD azure-monitor-limits-custom-logs (August 2026). */
export const maxValueBytes = 65_536;

/** A new role assignment can take this long to hold. AMD logs-ingestion-api-overview, error table (2026-08-13). */
export const rolePropagationMs = 30 * 60_000;

/**
 * Own choice: most bytes of JSON in one body. Tracking rows shrink to a sixth, so that the wire limit binds first
 * (5 to 6 MB of JSON); for rows that shrink more, larger bodies would only cost memory.
 */
export const packedRawBytes = 8 * 1_048_576;

/** Own choice: most bytes of JSON that all sessions of a process hold before they are packed. */
export const openRawBytes = 16 * 1_048_576;

/**
 * Own choice: gzip level. Measured on generated tracking rows, JSON MB per CPU second and ratio: level 1 306 and 5.8, 3
 * 291 and 6.1, 6 164 and 7.1. CPU time is dearer than bytes on the wire. Compression is synchronous: a body takes about
 * 20 ms, and on the thread pool the same work costs a quarter more CPU time.
 */
export const gzipLevel = 1;
