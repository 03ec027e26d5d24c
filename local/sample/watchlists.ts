import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptedDomains, forwardedMailboxes, people } from './organisation.ts';

const directors = people.filter(({ department }) => department === 'Executive').slice(0, 2);

/** The watchlists of the sample organisation by alias: what its administrators would keep in Microsoft Sentinel. */
export const sampleWatchlists: Readonly<Record<string, readonly (readonly string[])[]>> = {
  MailflowAcceptedDomains: [['SearchKey'], ...acceptedDomains.map((domain) => [domain])],
  MailflowTrustedSources: [
    ['SearchKey', 'Service'],
    ['198.51.100.9', 'Survey service that sends in our name'],
  ],
  // The host of the phishing wave: somebody else has met it before.
  MailflowThreats: [
    ['SearchKey', 'Note'],
    ['203.0.113.66', 'Phishing host that a partner has reported'],
  ],
  // Columns as in the templates of Sentinel.
  VIPUsers: [
    ['SearchKey', 'User Principal Name', 'Tags'],
    ...directors.map(({ address }) => [address, address, 'Executive']),
  ],
  TerminatedEmployees: [
    ['SearchKey', 'User Principal Name', 'UserState'],
    ...forwardedMailboxes.map(({ address }) => [address, address, 'Terminated']),
  ],
};

const text = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.join(',')}\r\n`).join('');

/** Writes the sample's watchlists into a folder. A file that is there stays as it is: it may be the user's. */
export function writeSampleWatchlists(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [alias, rows] of Object.entries(sampleWatchlists)) {
    const path = join(folder, `${alias}.csv`);
    if (!existsSync(path)) writeFileSync(path, text(rows));
  }
}

/**
 * Takes the sample's watchlists out of a folder, those that nobody has changed: without the sample organisation its domains
 * are not ours.
 */
export function removeSampleWatchlists(folder: string): void {
  for (const [alias, rows] of Object.entries(sampleWatchlists)) {
    const path = join(folder, `${alias}.csv`);
    if (existsSync(path) && readFileSync(path, 'utf8') === text(rows)) rmSync(path);
  }
}
