import { traceStatus } from '../trace-row.ts';

/** One recipient of a message, with what became of it. */
export interface RecipientStatus {
  readonly recipient: string;
  /** Graph's word where the report's words have one, else the report's own. */
  readonly status: string;
}

/**
 * What the last event of a recipient means in Graph's words. "Receive, Send": sent on to where it was meant for.
 * Source: Exchange Online, "Message trace in the new EAC", enhanced summary report, recipient_status.
 */
const graphWords: Readonly<Record<string, string>> = {
  deliver: 'delivered',
  delivered: 'delivered',
  send: 'delivered',
  sent: 'delivered',
  fail: 'failed',
  failed: 'failed',
  expand: 'expanded',
  expanded: 'expanded',
  defer: 'pending',
  pending: 'pending',
  quarantine: 'quarantined',
  quarantined: 'quarantined',
};

/**
 * Takes the column recipient_status of a summary report apart: `address##status;address##status`, the status as a list
 * of events (`Receive, Deliver`). A semicolon may stand in a status too.
 */
export function readRecipientStatus(text: string): RecipientStatus[] {
  const found: { recipient: string; words: string }[] = [];
  for (const piece of text.split(';')) {
    if (piece.trim() === '') continue;
    const mark = piece.indexOf('##');
    const last = found.at(-1);
    if (mark !== -1) found.push({ recipient: piece.slice(0, mark).trim(), words: piece.slice(mark + 2) });
    else if (last !== undefined && last.words !== '' && !piece.includes('@')) last.words += `;${piece}`;
    else found.push({ recipient: piece.trim(), words: '' });
  }
  return found
    .filter(({ recipient }) => recipient !== '')
    .map(({ recipient, words }) => ({ recipient, status: graphStatus(words.trim()) }));
}

function graphStatus(words: string): string {
  const last = words.slice(words.lastIndexOf(',') + 1).trim();
  return graphWords[last.toLowerCase()] ?? traceStatus(words);
}
