import type { RecordFilter } from '../../exchange/record-filter.ts';
import { createRowWriter } from '../../streams/write-row.ts';
import { type TraceRow, traceStatus } from '../trace-row.ts';
import { writeTraceRow } from '../write-trace-row.ts';
import type { ExportEntry } from './export-entries.ts';
import { type ExportKind, type TraceField, vocabularies } from './export-kind.ts';
import type { ImportReason } from './import-reason.ts';
import { readRecipientStatus } from './recipient-status.ts';
import { readSize, readTraceId, textOf } from './row-values.ts';
import { type DateRules, readTraceDate, type UnorderedDate } from './trace-date.ts';

/** What one entry becomes: JSON rows of the stream, none where the filter leaves it out, or a problem. */
export type MadeRows = readonly string[] | { readonly reason: ImportReason } | UnorderedDate;

/** Makes rows out of the entries of one file. */
export interface RowMaker {
  /** The date of an entry as it stands there. */
  dateOf(entry: ExportEntry): string | undefined;
  rowsOf(entry: ExportEntry, rules: DateRules): MadeRows;
}

export interface RowMakerOptions {
  readonly kind: ExportKind;
  /** Columns of the header, or keys of the first object. */
  readonly names: readonly string[];
  readonly file: string;
  readonly acceptedDomains: ReadonlySet<string>;
  /** For records of the detail report, which are records of a message tracking log. */
  readonly filter?: RecordFilter | undefined;
}

export function createRowMaker(options: RowMakerOptions): RowMaker {
  return options.kind === 'history-detail-csv' ? recordMaker(options) : traceMaker(options);
}

/** One row of `Custom-MessageTrace` for each message and recipient. */
function traceMaker({ kind, names, file, acceptedDomains }: RowMakerOptions): RowMaker {
  const fields = createFields(kind, names);
  const constants = { collector: 'Import', acceptedDomains, FilePath: file } as const;
  const exploded = kind === 'history-summary-csv';
  const dateOf = (entry: ExportEntry) => fields.text(entry, 'received')?.trim();
  return {
    dateOf,
    rowsOf(entry, rules) {
      if (entry.object !== undefined && !fields.knows(entry.object)) return { reason: 'other-kind' };
      const texts = {
        messageId: fields.text(entry, 'messageId'),
        senderAddress: fields.text(entry, 'sender'),
        subject: fields.text(entry, 'subject'),
        fromIP: fields.text(entry, 'fromIP'),
        toIP: fields.text(entry, 'toIP'),
      };
      const recipient = fields.text(entry, 'recipient');
      const status = fields.text(entry, 'status');
      const sizeText = fields.text(entry, 'size');
      const date = dateOf(entry);
      if (Object.values(texts).includes(undefined)) return { reason: 'value' };
      if (recipient === undefined || status === undefined || sizeText === undefined)
        return { reason: 'value' };
      const id = readTraceId(fields.text(entry, 'id')?.trim() ?? '');
      if (id === undefined) return { reason: 'trace-id' };
      const recipients = exploded
        ? readRecipientStatus(recipient)
        : [{ recipient: recipient.trim(), status: traceStatus(status.trim()) }];
      if (recipients.length === 0 || recipients[0]!.recipient === '') return { reason: 'no-recipient' };
      const size = readSize(sizeText.trim());
      if (Number.isNaN(size)) return { reason: 'number' };
      if (date === undefined) return { reason: 'value' };
      const receivedDateTime = readTraceDate(date, rules);
      if (typeof receivedDateTime !== 'string') return receivedDateTime;
      const shared = { ...(texts as Record<keyof typeof texts, string>), id, receivedDateTime };
      return recipients.map(({ recipient: recipientAddress, status: word }) => {
        const row: TraceRow = {
          ...shared,
          recipientAddress,
          status: word,
          ...(size !== undefined && { size }),
        };
        return writeTraceRow(row, constants);
      });
    },
  };
}

/** One row of `Custom-MessageTrackingLog` for each event: the detail report is a message tracking log. */
function recordMaker({ kind, names, file, filter }: RowMakerOptions): RowMaker {
  const columns = names.map((name) =>
    name.toLowerCase().replaceAll('_', '-').replace('date-time-utc', 'date-time'),
  );
  const layout = { columns, origin: 'header' } as const;
  const [date, id] = [columns.indexOf('date-time'), columns.indexOf('network-message-id')];
  const numbers = ['total-bytes', 'recipient-count']
    .map((name) => columns.indexOf(name))
    .filter((at) => at !== -1);
  const writeRow = createRowWriter({ FilePath: file, collector: 'Import' });
  const fields = createFields(kind, names);
  return {
    dateOf: (entry) => fields.text(entry, 'received')?.trim(),
    rowsOf({ columns: cells, line }, rules) {
      if (numbers.some((at) => Number.isNaN(readSize(cells![at]!.trim())))) return { reason: 'number' };
      const time = readTraceDate(cells![date]!.trim(), rules);
      if (typeof time !== 'string') return time;
      const values = [...cells!];
      values[date] = time;
      values[id] = readTraceId(values[id]!) ?? values[id]!;
      const record = { values, layout, line, offset: 0, end: 0 };
      return filter?.(record) === undefined ? [writeRow(record)] : [];
    },
  };
}

/** The fields of a kind, where the names of this file have them. */
function createFields(kind: ExportKind, names: readonly string[]) {
  const lower = names.map((name) => name.toLowerCase());
  const places = new Map<TraceField, { readonly at: number; readonly name: string }>();
  for (const [field, canonical] of Object.entries(vocabularies[kind].names)) {
    const at = lower.indexOf(canonical.toLowerCase());
    places.set(field as TraceField, { at, name: names[at] ?? canonical });
  }
  const signs = [places.get('received'), places.get('recipient')];
  return {
    /** The text of a field: '' where the entry has none, undefined where it is no text. */
    text({ columns, object }: ExportEntry, field: TraceField): string | undefined {
      const place = places.get(field);
      if (place === undefined) return '';
      if (columns !== undefined) return columns[place.at] ?? '';
      return textOf(object![place.name]);
    },
    /** Whether a JSON object is of this kind at all. */
    knows: (object: object) => signs.some((sign) => sign !== undefined && sign.name in object),
  };
}
