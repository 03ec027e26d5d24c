import { closeSync, openSync, writeSync } from 'node:fs';

/** Exports that the benchmarks make: Export-Csv with ISO dates, with those of the United States, and Graph's JSON. */
export type ExportFormat = 'iso-csv' | 'us-csv' | 'graph-json';

const rowsAtATime = 2000;
const header =
  '"Received","SenderAddress","RecipientAddress","Subject","Status","ToIP","FromIP","Size","MessageId","MessageTraceId"\r\n';

/** Writes an export of at least so many bytes. Gives the number of its rows. */
export function generateExport(file: string, format: ExportFormat, bytes: number): number {
  const out = openSync(file, 'w');
  let rows = 0;
  try {
    let written = writeSync(out, format === 'graph-json' ? '{"value":[' : header);
    while (written < bytes) {
      let text = '';
      for (const end = rows + rowsAtATime; rows < end; rows++) {
        if (format === 'graph-json') text += (rows === 0 ? '' : ',') + jsonRow(rows);
        else text += csvRow(rows, format);
      }
      written += writeSync(out, text);
    }
    if (format === 'graph-json') writeSync(out, ']}');
  } finally {
    closeSync(out);
  }
  return rows;
}

function timeOf(row: number): Date {
  // Over 300 days, so that some dates tell that the month comes first.
  return new Date(Date.UTC(2025, 0, 1) + ((row * 86_413_000) % (300 * 86_400_000)));
}

function idOf(row: number): string {
  return `5f3c0a01-8b1d-4c6e-9f2a-${row.toString(16).padStart(12, '0')}`;
}

function csvRow(row: number, format: 'iso-csv' | 'us-csv'): string {
  const time = timeOf(row);
  const iso = time.toISOString();
  const received =
    format === 'iso-csv'
      ? iso.slice(0, 19).replace('T', ' ')
      : `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()} ${time.getUTCHours() % 12 || 12}${iso.slice(13, 19)} ${time.getUTCHours() < 12 ? 'AM' : 'PM'}`;
  const values = [
    received,
    `sender${row % 5000}@contoso.com`,
    `recipient${row % 7000}@fabrikam.com`,
    `Subject of message ${row}, with a comma`,
    'Delivered',
    '198.51.100.7',
    '203.0.113.9',
    20_000 + (row % 9000),
    `<${row}.trace@contoso.com>`,
    idOf(row),
  ];
  return `"${values.join('","')}"\r\n`;
}

function jsonRow(row: number): string {
  return JSON.stringify({
    id: idOf(row),
    messageId: `<${row}.trace@contoso.com>`,
    receivedDateTime: timeOf(row).toISOString(),
    senderAddress: `sender${row % 5000}@contoso.com`,
    recipientAddress: `recipient${row % 7000}@fabrikam.com`,
    subject: `Subject of message ${row}, with a comma`,
    size: 20_000 + (row % 9000),
    fromIP: '203.0.113.9',
    toIP: '198.51.100.7',
    status: 'delivered',
  });
}
