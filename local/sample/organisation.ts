import { plainGuid } from './identifiers.ts';
import { type Office, servicesStaff, staff } from './people.ts';
import { createRandom } from './random.ts';

/** Contoso's own (authoritative) domain. */
export const DOMAIN = 'contoso.com';
/** The routing domain of mailboxes that live in Exchange Online (hybrid). */
export const CLOUD_DOMAIN = 'contoso.mail.onmicrosoft.com';
/** Contoso Services, bought lately: all its mailboxes are in Exchange Online, and its MX record points there. */
export const SERVICES_DOMAIN = 'services.contoso.com';
/** What Exchange Online accepts mail for. */
export const acceptedDomains: readonly string[] = [DOMAIN, CLOUD_DOMAIN, SERVICES_DOMAIN];
/** The Edge server as Exchange Online sees it: its address outside, of a documentation range. */
export const HYBRID_IP = '203.0.113.25';
/** Build of the servers as it stands in file headers and schema-version. */
export const BUILD = '15.02.1544.009';

/** One Exchange server. */
export interface Server {
  readonly name: 'MBX01' | 'MBX02' | 'EDGE01';
  readonly fqdn: string;
  readonly ip: string;
  /** Added to internal-message-ids, which each server counts for itself. */
  readonly idOffset: number;
}

const mbx01: Server = {
  name: 'MBX01',
  fqdn: 'MBX01.contoso.com',
  ip: '10.20.1.11',
  idOffset: 34_359_738_368_000,
};
const mbx02: Server = {
  name: 'MBX02',
  fqdn: 'MBX02.contoso.com',
  ip: '10.20.1.12',
  idOffset: 21_474_836_480_000,
};
/** In the perimeter network; all mail from and to the internet passes it. */
export const edge: Server = {
  name: 'EDGE01',
  fqdn: 'EDGE01.contoso.com',
  ip: '10.20.9.21',
  idOffset: 47_244_640_256_000,
};
export const mailboxServers: readonly Server[] = [mbx01, mbx02];
export const servers: readonly Server[] = [mbx01, mbx02, edge];

/** The mailbox server that keeps shadow copies of another's messages. */
export function partnerOf(server: Server): Server {
  return server === mbx01 ? mbx02 : mbx01;
}

/** A mailbox database and the server on which it is mounted. */
export interface Database {
  readonly name: string;
  readonly guid: string;
  readonly server: Server;
}

export const databases: readonly Database[] = ['DB01', 'DB02', 'DB03', 'DB04'].map((name, index) => ({
  name,
  guid: plainGuid(createRandom('database', name)),
  server: index < 2 ? mbx01 : mbx02,
}));

/** A mailbox: of a person, or shared. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
  readonly department: string;
  readonly office: Office;
  /** Mails sent on a working day. */
  readonly daily: number;
  /** ClientType in source-context. */
  readonly client: string;
  /** Lives in Exchange Online: reached at the same alias under `CLOUD_DOMAIN`. */
  readonly cloud: boolean;
  readonly guid: string;
  readonly database: Database;
}

/** A mailbox in Exchange Online, which no server of Contoso's knows. */
export type OnlineMailbox = Pick<Mailbox, 'name' | 'address' | 'office' | 'daily'>;

export const services: readonly OnlineMailbox[] = servicesStaff.map(([name, alias, office, daily]) => ({
  name,
  address: `${alias}@${SERVICES_DOMAIN}`,
  office,
  daily,
}));

/** The group of everybody at Contoso Services; Exchange Online expands it. */
export const SERVICES_GROUP = `everybody@${SERVICES_DOMAIN}`;

export const people: readonly Mailbox[] = Object.entries(staff).flatMap(([department, lines]) =>
  lines.map(([name, alias, office, daily, client, cloud]) =>
    mailbox(name, alias, department, office, daily, client, cloud),
  ),
);

/** Mailboxes that several people read; they receive a lot and send little. */
export const sharedMailboxes: readonly Mailbox[] = [
  mailbox('Contoso Info', 'info', 'Sales', 'Amsterdam', 0, 'MOMT'),
  mailbox('Invoices', 'invoices', 'Finance', 'Amsterdam', 0, 'MOMT'),
  mailbox('Orders', 'orders', 'Sales', 'Seattle', 0, 'MOMT'),
  mailbox('Help desk', 'helpdesk', 'IT', 'Amsterdam', 0, 'MOMT'),
];

/** A distribution group. `moderator` approves each message to it. */
export interface Group {
  readonly address: string;
  readonly members: readonly Mailbox[];
  readonly moderator?: Mailbox;
}

export const groups: readonly Group[] = [
  ...Object.keys(staff).map((department) => ({
    address: `${department.toLowerCase().replaceAll(' ', '-')}@${DOMAIN}`,
    members: people.filter((person) => person.department === department),
  })),
  {
    address: `project-aurora@${DOMAIN}`,
    members: people.filter((person, index) => person.department === 'Engineering' || index % 11 === 0),
  },
  {
    address: `all-staff@${DOMAIN}`,
    members: people,
    moderator: people.find((person) => person.address.startsWith('saskia.bakker'))!,
  },
];

/** Somebody who left, whose mail an administrator forwards inside the house: address and where it goes. */
export const forwardedMailboxes: readonly { readonly address: string; readonly to: Mailbox }[] = [
  { address: `wouter.smit@${DOMAIN}`, to: people.find((person) => person.address.startsWith('bram.dewit'))! },
  {
    address: `gail.turner@${DOMAIN}`,
    to: people.find((person) => person.address.startsWith('monique.harris'))!,
  },
];

/** Programs and devices that hand mail in by SMTP without a mailbox. */
export const applications = [
  { address: `erp@${DOMAIN}`, name: 'erp01.contoso.com', ip: '10.20.4.31', kind: 'erp' },
  { address: `scanner-ams@${DOMAIN}`, name: 'mfp-ams-2.contoso.com', ip: '10.21.7.52', kind: 'scan' },
  { address: `monitoring@${DOMAIN}`, name: 'mon01.contoso.com', ip: '10.20.4.40', kind: 'monitoring' },
  { address: `crm@${DOMAIN}`, name: 'crm01.contoso.com', ip: '10.20.4.36', kind: 'crm' },
] as const;

/** A sender address of Exchange's own delivery reports. */
export const POSTMASTER = `MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@${DOMAIN}`;

const byAddress = new Map([...people, ...sharedMailboxes].map((entry) => [entry.address, entry]));
const groupByAddress = new Map(groups.map((group) => [group.address, group]));

/** The mailbox behind an address, if it is one of ours. */
export function findMailbox(address: string): Mailbox | undefined {
  return byAddress.get(address);
}

/** The group behind an address, if it is one. */
export function findGroup(address: string): Group | undefined {
  return groupByAddress.get(address);
}

function mailbox(
  name: string,
  alias: string,
  department: string,
  office: Office,
  daily: number,
  client: string,
  cloud = false,
): Mailbox {
  const random = createRandom('mailbox', alias);
  return {
    name,
    address: `${alias}@${DOMAIN}`,
    department,
    office,
    daily,
    client,
    cloud,
    guid: plainGuid(random),
    database: random.pick(databases),
  };
}
