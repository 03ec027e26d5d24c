import rule from '../../infra/generated/ingestion-dcr.json' with { type: 'json' };
import { createTransform, type Transform } from '../../kql-engine/index.ts';
import { logHeader, logLine } from '../../local/sample/log-line.ts';
import { trackingFields } from '../../local/sample/message.ts';
import { LogReader } from '../../src/exchange/log-reader.ts';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';
import { createRowWriter } from '../../src/streams/write-row.ts';
import type { Row } from './content-database.ts';

const transforms = new Map<string, Transform>();

/** Rows of a stream, brought through its transform into rows of MessageTrackingLog_CL. */
export function throughTransform(stream: keyof typeof rule.streamDeclarations, rows: readonly Row[]): Row[] {
  let transform = transforms.get(stream);
  if (transform === undefined) {
    const flow = rule.dataFlows.find(({ streams }) => streams.includes(stream));
    if (flow === undefined) throw new Error(`no data flow for ${stream}`);
    transform = createTransform({
      kql: flow.transformKql,
      columns: kustoColumns(rule.streamDeclarations[stream].columns),
      now: () => new Date('2026-11-21T12:00:00Z'),
    });
    transforms.set(stream, transform);
  }
  return transform.run([...rows]);
}

/** Fields of a record by their names in `#Fields`; those that are not given are empty. */
export type Fields = Readonly<Record<string, string>>;

/** A line of a log file of Exchange 2016 or later, without its line break. */
export function trackingLine(fields: Fields): string {
  for (const name of Object.keys(fields)) {
    if (!trackingFields.includes(name)) throw new Error(`there is no field ${name}`);
  }
  return logLine(trackingFields.map((name) => fields[name] ?? '')).slice(0, -2);
}

/** The rows that records become: written as lines of a log file, read by our reader, brought through the transform. */
export function trackingRows(records: readonly Fields[], computer = 'MBX01'): Row[] {
  const text = logHeader(0) + records.map((record) => `${trackingLine(record)}\r\n`).join('');
  const reader = new LogReader({});
  const batches = [reader.push(Buffer.from(text)), reader.end({ final: true })];
  const rejects = batches.flatMap((batch) => batch.rejects).filter(({ reason }) => reason !== 'header');
  if (rejects.length > 0) throw new Error(`a line was rejected: ${rejects[0]!.reason}`);
  const write = createRowWriter({
    FilePath: `${computer}/MSGTRK/MSGTRK2026112109-1.LOG`,
    Computer: computer,
    collector: 'Function',
  });
  const rows = batches.flatMap((batch) => batch.records).map((record) => JSON.parse(write(record)) as Row);
  return throughTransform('Custom-MessageTrackingLog', rows);
}

/** The rows of option 6 of Microsoft's Exchange Security solution: the line split at every comma, the first 30 pieces kept. */
export function option6Row(line: string, FilePath = 'D:\\Logs\\MSGTRK2026112109-1.LOG'): Row {
  const pieces = line.split(',');
  const row: Row = { FilePath };
  option6Columns.forEach((name, index) => {
    if (pieces[index]) row[name] = pieces[index];
  });
  return row;
}

const option6Columns = [
  'TimeGenerated',
  'clientIP',
  'clientHostname',
  'serverIp',
  'senderHostname',
  'sourceContext',
  'connectorId',
  'source',
  'eventId',
  'internalMessageId',
  'messageId',
  'networkMessageId',
  'recipientAddress',
  'recipientStatus',
  'totalBytes',
  'recipientCount',
  'relatedRecipientAddress',
  'reference',
  'messageSubject',
  'senderAddress',
  'returnPath',
  'messageInfo',
  'directionality',
  'messageTrackingTenantId',
  'originalClientIp',
  'originalServerIp',
  'customData',
  'transportTrafficType',
  'logId',
  'schemaVersion',
];
