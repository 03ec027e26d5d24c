/**
 * The kinds of exported message traces, by what wrote them and in which format:
 * - `graph`: rows of Microsoft Graph's `exchangeMessageTrace`, as the API answers them or as PowerShell exports them;
 * - `cmdlet`: Get-MessageTraceV2 and Get-MessageTrace through ConvertTo-Json or Export-Csv;
 * - `web-service`: the retired Reporting Web Service in its two JSON dialects;
 * - `history-summary`, `history-detail`: reports of Start-HistoricalSearch.
 */
export type ExportKind =
  | 'graph-json'
  | 'graph-csv'
  | 'cmdlet-json'
  | 'cmdlet-csv'
  | 'web-service-json'
  | 'history-summary-csv'
  | 'history-detail-csv';

/** What a trace row is made of, whatever the export calls it. */
export type TraceField =
  | 'id'
  | 'messageId'
  | 'received'
  | 'sender'
  | 'recipient'
  | 'subject'
  | 'size'
  | 'fromIP'
  | 'toIP'
  | 'status';

/** The name of each field in one family of exports. A family without a name for a field does not have it. */
export interface Vocabulary {
  readonly names: Readonly<Partial<Record<TraceField, string>>>;
  /** Names by which the family is told. */
  readonly sign: readonly string[];
  /** Names without which no row can be made. */
  readonly needed: readonly string[];
}

/** Source: Microsoft Graph v1.0, resource type exchangeMessageTrace (2026-01-27). */
export const graphVocabulary: Vocabulary = {
  names: {
    id: 'id',
    messageId: 'messageId',
    received: 'receivedDateTime',
    sender: 'senderAddress',
    recipient: 'recipientAddress',
    subject: 'subject',
    size: 'size',
    fromIP: 'fromIP',
    toIP: 'toIP',
    status: 'status',
  },
  sign: ['receivedDateTime'],
  needed: ['id', 'receivedDateTime', 'recipientAddress'],
};

/** Source: Exchange PowerShell, Get-MessageTraceV2; the Reporting Web Service's MessageTrace report has the same names. */
export const cmdletVocabulary: Vocabulary = {
  names: {
    id: 'MessageTraceId',
    messageId: 'MessageId',
    received: 'Received',
    sender: 'SenderAddress',
    recipient: 'RecipientAddress',
    subject: 'Subject',
    size: 'Size',
    fromIP: 'FromIP',
    toIP: 'ToIP',
    status: 'Status',
  },
  sign: ['Received', 'SenderAddress'],
  needed: ['MessageTraceId', 'Received', 'RecipientAddress'],
};

/** Source: Exchange Online, "Message trace in the new EAC", enhanced summary report. `recipient` holds all recipients. */
export const summaryVocabulary: Vocabulary = {
  names: {
    id: 'network_message_id',
    messageId: 'message_id',
    received: 'origin_timestamp_utc',
    sender: 'sender_address',
    recipient: 'recipient_status',
    subject: 'message_subject',
    size: 'total_bytes',
    fromIP: 'original_client_ip',
  },
  sign: ['origin_timestamp_utc'],
  needed: ['network_message_id', 'origin_timestamp_utc', 'recipient_status'],
};

/** The detail report is a message tracking log: its columns are Exchange's, with underscores. */
export const detailVocabulary: Vocabulary = {
  names: { received: 'date_time_utc' },
  sign: ['date_time_utc', 'event_id'],
  needed: ['date_time_utc', 'event_id', 'source', 'message_id', 'network_message_id', 'recipient_address'],
};

export const vocabularies: Readonly<Record<ExportKind, Vocabulary>> = {
  'graph-json': graphVocabulary,
  'graph-csv': graphVocabulary,
  'cmdlet-json': cmdletVocabulary,
  'cmdlet-csv': cmdletVocabulary,
  'web-service-json': cmdletVocabulary,
  'history-summary-csv': summaryVocabulary,
  'history-detail-csv': detailVocabulary,
};

/** What people call each kind. */
export const kindNames: Readonly<Record<ExportKind, string>> = {
  'graph-json': 'message traces of Microsoft Graph, JSON',
  'graph-csv': 'message traces of Microsoft Graph, CSV',
  'cmdlet-json': 'Get-MessageTraceV2 or Get-MessageTrace, JSON',
  'cmdlet-csv': 'Get-MessageTraceV2 or Get-MessageTrace, CSV',
  'web-service-json': 'Reporting Web Service, JSON',
  'history-summary-csv': 'historical search, summary report',
  'history-detail-csv': 'historical search, detail report',
};

const csvKinds: readonly ExportKind[] = [
  'history-detail-csv',
  'history-summary-csv',
  'cmdlet-csv',
  'graph-csv',
];
const jsonKinds: readonly ExportKind[] = ['graph-json', 'cmdlet-json'];

/** Tells the kind by the columns of the header, whatever their case and order. */
export function kindOfColumns(columns: readonly string[]): ExportKind | undefined {
  return csvKinds.find((kind) => signFits(kind, columns));
}

/** Tells the kind by the keys of a row and of the objects around it. */
export function kindOfKeys(
  keys: readonly string[],
  envelopeKeys: ReadonlySet<string>,
): ExportKind | undefined {
  const kind = jsonKinds.find((candidate) => signFits(candidate, keys));
  if (kind !== 'cmdlet-json') return kind;
  const service = envelopeKeys.has('d') || envelopeKeys.has('odata.metadata') || keys.includes('__metadata');
  return service ? 'web-service-json' : kind;
}

/** The names that a kind needs and that are not there. */
export function missingNames(kind: ExportKind, names: readonly string[]): string[] {
  const there = lowerCase(names);
  return vocabularies[kind].needed.filter((name) => !there.has(name.toLowerCase()));
}

function signFits(kind: ExportKind, names: readonly string[]): boolean {
  const there = lowerCase(names);
  return vocabularies[kind].sign.every((name) => there.has(name.toLowerCase()));
}

function lowerCase(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}
