import { contentDatabase, type Row } from '../../kql/testing/content-database.ts';
import { sampleRows } from '../../kql/testing/sample-rows.ts';
import type { Database, TableDeclaration } from '../../kql-engine/index.ts';

const HOUR = 3_600_000;

/** The time of `now()` in the tests: the end of the sample. */
export const now = new Date('2026-11-21T12:00:00Z');

/** Tables of Azure that workbooks read where they are. Source: Azure Monitor table reference. */
const azureTables: readonly TableDeclaration[] = [
  {
    name: 'SecurityAlert',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      ...['AlertName', 'AlertSeverity', 'Status', 'Description', 'Entities', 'ExtendedProperties'].map(
        (name) => ({ name, type: 'string' }) as const,
      ),
    ],
  },
  {
    name: 'DCRLogErrors',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      ...['InputStreamId', 'Message', 'OperationName', '_ResourceId'].map(
        (name) => ({ name, type: 'string' }) as const,
      ),
    ],
  },
];

/** A workspace with all tables and functions, and no rows. */
export function emptyWorkspace(): Database {
  return contentDatabase({ now, tables: azureTables });
}

/**
 * Eight hours of the sample organisation with its servers, Exchange Online and each kind of incident, and what the
 * collection of them would report.
 */
export function sampleWorkspace(): Database {
  const from = now.getTime() - 8 * HOUR;
  const database = contentDatabase({
    now,
    tables: azureTables,
    rows: sampleRows({ from, to: now.getTime() }),
  });
  database.ingest('MailflowHealth_CL', healthRows(from));
  const TimeGenerated = '2026-11-21T09:00:00Z';
  const alert = { TimeGenerated, AlertSeverity: 'High', Status: 'New', Entities: '[]' };
  database.ingest('SecurityAlert', [
    {
      ...alert,
      AlertName: 'Mail forwarded',
      ExtendedProperties: '{"Query":"MailForwards | where IsExternal"}',
    },
    { ...alert, AlertName: 'Of another source', ExtendedProperties: '{"Query":"SigninLogs"}' },
  ]);
  database.ingest('DCRLogErrors', [
    {
      TimeGenerated,
      InputStreamId: 'Custom-MessageTrackingLog',
      Message: 'A value did not fit.',
      OperationName: 'Ingestion',
    },
  ]);
  return database;
}

function healthRows(from: number): Row[] {
  const rows: Row[] = [];
  for (let time = from; time < now.getTime(); time += HOUR / 12) {
    const TimeGenerated = new Date(time).toISOString();
    const round = (time - from) / (HOUR / 12);
    for (const Computer of ['MBX01', 'MBX02', 'EDGE01']) {
      const FilePath = `${Computer}/MSGTRK/MSGTRK2026112109-1.LOG`;
      const rejected = round === 40 && Computer === 'MBX02' ? 3 : 0;
      rows.push(
        {
          TimeGenerated,
          component: 'forward-blob',
          Computer,
          FilePath,
          rowsRead: 40,
          rowsSent: 40 - rejected,
          rowsRejected: rejected,
          rowsFiltered: 5,
          bytesSent: 9000,
          requests: 1,
          throttledSeconds: 0,
          error: rejected > 0 ? 'Some lines could not be read.' : '',
          version: '1.0.0',
        },
        {
          TimeGenerated,
          component: 'report-health',
          Computer,
          FilePath,
          lagSeconds: 20 + round,
          version: '1.0.0',
        },
      );
    }
    rows.push(
      { TimeGenerated, component: 'queue', FilePath: 'forward-blob', rowsRead: round % 4, version: '1.0.0' },
      {
        TimeGenerated,
        component: 'dead-letters',
        FilePath: 'dead-letters',
        rowsRead: 1,
        error: '1 blob holds dead letters.',
        version: '1.0.0',
      },
      {
        TimeGenerated,
        component: 'poll-message-trace',
        rowsRead: 30,
        rowsSent: 12,
        rowsNew: 8,
        rowsChanged: 4,
        requests: 2,
        quotaUsed: 0.02,
        lagSeconds: 300,
        gapSeconds: 0,
        throttledSeconds: 1,
        error: '',
        version: '1.0.0',
      },
    );
  }
  return rows;
}
