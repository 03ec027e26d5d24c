import { ask, contentDatabase, type Row } from './content-database.ts';
import { type Fields, trackingRows } from './tracking-lines.ts';

/** What MailFlow makes of records, in the order of their times: the named columns. */
export function flow(
  records: readonly Fields[],
  columns: string,
  acceptedDomains: readonly string[] = [],
): Row[] {
  const database = contentDatabase({ rows: trackingRows(records), acceptedDomains });
  return ask(database, `MailFlow | sort by EventTime asc | project ${columns}`);
}

/** What the records of these tests have in common: a message inside Contoso. */
export const base: Fields = {
  'date-time': '2026-11-21T09:00:05.185Z',
  'internal-message-id': '68719476730005',
  'message-id': '<00009aab.c0ffee@contoso.com>',
  'network-message-id': '5d1c2a7b-0005-4d2e-9f10-08de28c0a1b2',
  'total-bytes': '4101',
  'recipient-count': '1',
  'message-subject': 'Minutes, first draft',
  'sender-address': 'Anna.Berg@contoso.com',
  'return-path': 'anna.berg@contoso.com',
  directionality: 'Originating',
  'original-client-ip': '10.20.4.7',
};
