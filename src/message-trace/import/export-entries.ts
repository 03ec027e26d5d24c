import { CsvRecords } from './csv-records.ts';
import type { ImportReason } from './import-reason.ts';
import { JsonSplitter } from './json-splitter.ts';
import { decoderFor, isTypeLine, type Opening } from './open-export.ts';

/** One entry of an export: the columns of a line, or a JSON object; with a reason where it is neither. */
export interface ExportEntry {
  readonly line: number;
  readonly columns?: readonly string[];
  readonly object?: Readonly<Record<string, unknown>>;
  readonly reason?: ImportReason;
  /** The entry as text; until the next batch is asked for. */
  raw(): string;
}

/** The entries that one piece of the file completes. */
export interface EntryBatch {
  readonly entries: readonly ExportEntry[];
  /** Names of the objects around JSON entries, as far as is known. */
  readonly envelopeKeys: ReadonlySet<string>;
  /** Bytes read so far. */
  readonly bytes: number;
}

const none: ReadonlySet<string> = new Set();

/** Reads the entries of an export, whatever they are. A header and PowerShell's type line are no entries. */
export async function* readEntries(
  bytes: AsyncIterable<Buffer>,
  opening: Opening,
): AsyncGenerator<EntryBatch, void, undefined> {
  yield* opening.format === 'json' ? readJson(bytes, opening) : readCsv(bytes, opening);
}

async function* readJson(source: AsyncIterable<Buffer>, { encoding }: Opening): AsyncGenerator<EntryBatch> {
  const decoder = decoderFor(encoding);
  const splitter = new JsonSplitter();
  const { envelopeKeys } = splitter;
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    const entries = splitter.push(decoder.decode(chunk, { stream: true })).map(jsonEntry);
    yield { entries, envelopeKeys, bytes };
  }
  const last = [...splitter.push(decoder.decode()), ...splitter.end()].map(jsonEntry);
  yield { entries: last, envelopeKeys, bytes };
}

function jsonEntry({
  text,
  line,
  reason,
}: {
  text: string;
  line: number;
  reason?: ImportReason;
}): ExportEntry {
  const raw = () => text;
  if (reason !== undefined) return { line, reason, raw };
  try {
    return { line, object: JSON.parse(text) as Record<string, unknown>, raw };
  } catch {
    return { line, reason: 'json', raw };
  }
}

async function* readCsv(
  source: AsyncIterable<Buffer>,
  opening: Extract<Opening, { format: 'csv' }>,
): AsyncGenerator<EntryBatch> {
  const { encoding, columns } = opening;
  const decoder = encoding === 'utf8' ? undefined : decoderFor(encoding);
  const records = new CsvRecords(opening.delimiter);
  let bytes = 0;
  let seenHeader = false;
  const entriesOf = (found: Awaited<ReturnType<CsvRecords['push']>>): ExportEntry[] => {
    let rows = found;
    while (!seenHeader && rows.length > 0) {
      seenHeader = !isTypeLine(rows[0]!.values[0] ?? '');
      rows = rows.slice(1);
    }
    return rows.map((record) => {
      const { line, values } = record;
      const fits = values.length === columns.length;
      const reason = record.reason ?? (fits ? undefined : 'column-count');
      const raw = () => records.textOf(record);
      return reason === undefined ? { line, columns: values, raw } : { line, reason, raw };
    });
  };
  for await (const chunk of source) {
    // csv-parse takes UTF-8.
    const text = decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
    bytes += chunk.length;
    if (text.length > 0) yield { entries: entriesOf(await records.push(text)), envelopeKeys: none, bytes };
  }
  yield { entries: entriesOf(await records.end()), envelopeKeys: none, bytes };
}
