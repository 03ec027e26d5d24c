import type { RecordFilter } from '../../exchange/record-filter.ts';
import { messageTraceStream } from '../../streams/message-trace.ts';
import { messageTrackingLogStream } from '../../streams/message-tracking.ts';
import { type DateOrder, DateOrderEvidence, dateOrderOfName } from './date-order.ts';
import { type ExportEntry, readEntries } from './export-entries.ts';
import { type ExportKind, kindOfColumns, kindOfKeys, missingNames } from './export-kind.ts';
import { type ImportReason, importMessages, type RejectedEntry } from './import-reason.ts';
import { ambiguousDates, errorAnswer, missingColumns, mixedDates, unknownExport } from './import-refusal.ts';
import { type ExportSource, type Opening, openingBytes, readOpening } from './open-export.ts';
import { createRowMaker, type RowMaker } from './row-maker.ts';
import { readTraceDate } from './trace-date.ts';

export interface ReadExportOptions {
  /** Order of day, month and year in the machine's own dates. Default: what the name of the file says, else the dates. */
  readonly dateOrder?: DateOrder | undefined;
  /** For the direction of each message; see `directionOf`. */
  readonly acceptedDomains: ReadonlySet<string>;
  /** For records of detail reports: those for which it gives a reason are left out. */
  readonly filter?: RecordFilter | undefined;
  /** Entries at the start of the file to pass over, since an earlier run has dealt with them. */
  readonly skip?: number;
  /** Milliseconds since 1970: dates in the future are rejected. */
  readonly now: number;
}

export interface ImportedRow {
  /** JSON text of one row of the batch's stream. */
  readonly row: string;
  /** Line of its entry, from 1. */
  readonly line: number;
}

/** What one piece of an export gave. */
export interface ImportBatch {
  readonly kind: ExportKind;
  /** Stream that the rows are for. */
  readonly stream: string;
  readonly rows: readonly ImportedRow[];
  readonly rejects: readonly RejectedEntry[];
  /** Entries left out by the filter. */
  readonly filtered: number;
  /** Entries dealt with since the start of the file, those passed over included. */
  readonly entries: number;
  /** Bytes of the file read so far. */
  readonly bytes: number;
}

/** So many damaged entries before the first sound one, and the file is something else. */
const maxUnknown = 100;

/** Stream into which exports of a kind go: the detail report is a message tracking log, all others are traces. */
export function streamOfKind(kind: ExportKind): string {
  return kind === 'history-detail-csv' ? messageTrackingLogStream.name : messageTraceStream.name;
}

/**
 * Reads an export of message traces, whatever its kind (see `ExportKind`), encoding and size: holds one piece of it at
 * a time. A file without entries gives no batch or empty ones. Only where a culture's dates do not tell by themselves
 * whether day or month comes first is the file read twice.
 * @throws MailflowError where the file is no export that can be imported: `isImportRefusal` tells such errors from those
 * of the source
 */
export async function* readExport(
  source: ExportSource,
  options: ReadExportOptions,
): AsyncGenerator<ImportBatch, void, undefined> {
  const { opening, bytes } = await openExport(source);
  let target = opening.format === 'csv' ? targetOfColumns(opening.columns, source.name, options) : undefined;
  let order = options.dateOrder ?? dateOrderOfName(source.name);
  let entries = 0;
  /** Rejects from before the kind is known. */
  let early: RejectedEntry[] = [];
  for await (const batch of readEntries(bytes, opening)) {
    const rows: ImportedRow[] = [];
    const rejects: RejectedEntry[] = [];
    let filtered = 0;
    for (const entry of batch.entries) {
      if (entry.object !== undefined)
        target ??= targetOfObject(entry.object, batch.envelopeKeys, source.name, options);
      if (++entries <= (options.skip ?? 0)) continue;
      if (entry.reason !== undefined || target === undefined) {
        rejects.push(rejected(entry, entry.reason ?? 'json'));
        continue;
      }
      // Graph writes a zone into each date-time: one without was changed on its way.
      const rules = { utc: target.kind !== 'graph-json', now: options.now };
      let made = target.maker.rowsOf(entry, { ...rules, order });
      if ('first' in made) {
        order = await findDateOrder(source, opening, target.maker);
        made = target.maker.rowsOf(entry, { ...rules, order });
      }
      if ('reason' in made) rejects.push(rejected(entry, made.reason));
      else if ('first' in made) rejects.push(rejected(entry, 'date-format'));
      else if (made.length === 0) filtered++;
      else for (const row of made) rows.push({ row, line: entry.line });
    }
    early.push(...rejects);
    if (target === undefined) {
      if (early.length > maxUnknown) throw unknownExport(source.name, 'keys', []);
      continue;
    }
    const { kind } = target;
    const found = { rows, rejects: early, filtered, entries, bytes: batch.bytes };
    early = [];
    yield { kind, stream: streamOfKind(kind), ...found };
  }
  if (early.length > 0) throw unknownExport(source.name, 'keys', []);
}

/** What the entries of a file become. */
interface Target {
  readonly kind: ExportKind;
  readonly maker: RowMaker;
}

function targetOfColumns(columns: readonly string[], file: string, options: ReadExportOptions): Target {
  const kind = kindOfColumns(columns);
  if (kind === undefined) throw unknownExport(file, 'columns', columns);
  return targetOf(kind, columns, file, options);
}

function targetOfObject(
  object: Readonly<Record<string, unknown>>,
  envelopeKeys: ReadonlySet<string>,
  file: string,
  options: ReadExportOptions,
): Target {
  const keys = Object.keys(object);
  const kind = kindOfKeys(keys, envelopeKeys);
  if (kind !== undefined) return targetOf(kind, keys, file, options);
  const error = (object.error ?? object['odata.error']) as { code?: unknown } | null | undefined;
  // The message of the error may name addresses; its code does not.
  if (typeof error === 'object' && typeof error?.code === 'string' && /^[\w., -]{1,80}$/.test(error.code))
    throw errorAnswer(file, error.code);
  throw unknownExport(file, 'keys', keys);
}

function targetOf(
  kind: ExportKind,
  names: readonly string[],
  file: string,
  { acceptedDomains, filter }: ReadExportOptions,
): Target {
  const missing = missingNames(kind, names);
  if (missing.length > 0) throw missingColumns(file, kind, missing);
  return { kind, maker: createRowMaker({ kind, names, file, acceptedDomains, filter }) };
}

function rejected(entry: ExportEntry, reason: ImportReason): RejectedEntry {
  return { line: entry.line, reason, message: importMessages[reason], raw: entry.raw() };
}

/** Reads the beginning of a file, and gives all its bytes once more. */
async function openExport(
  source: ExportSource,
): Promise<{ opening: Opening; bytes: AsyncGenerator<Buffer, void, undefined> }> {
  const chunks = source.open()[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  try {
    for (let length = 0; length < openingBytes; ) {
      const { value, done } = await chunks.next();
      if (done) break;
      head.push(value);
      length += value.length;
    }
    const opening = readOpening(Buffer.concat(head), source.name);
    return { opening, bytes: joined(head, chunks) };
  } catch (error) {
    await chunks.return?.();
    throw error;
  }
}

async function* joined(head: Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* head.splice(0);
    for (;;) {
      const { value, done } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}

/** Reads the dates of the whole file. @throws MailflowError `ambiguous-dates`, `mixed-dates` */
async function findDateOrder(source: ExportSource, opening: Opening, maker: RowMaker): Promise<DateOrder> {
  if (!source.rereadable) throw ambiguousDates(source.name, 'unread');
  const evidence = new DateOrderEvidence();
  for await (const { entries } of readEntries(source.open(), opening)) {
    for (const entry of entries) {
      const text = entry.reason === undefined ? maker.dateOf(entry) : undefined;
      if (text === undefined) continue;
      const date = readTraceDate(text, { order: undefined, utc: true, now: 0 });
      if (typeof date === 'object' && 'first' in date) evidence.add(date.first, date.second, entry.line);
    }
  }
  const { verdict } = evidence;
  if (verdict === 'ambiguous') throw ambiguousDates(source.name, 'whole');
  if (typeof verdict === 'object') throw mixedDates(source.name, verdict.dayFirst, verdict.monthFirst);
  return verdict;
}
