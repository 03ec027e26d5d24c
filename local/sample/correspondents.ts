/** An organisation that exchanges mail with Contoso. Addresses are of the documentation ranges (RFC 5737), names too. */
export interface Correspondent {
  readonly domain: string;
  readonly kind: 'partner' | 'customer' | 'supplier' | 'private';
  /** Its mail host, both ways. */
  readonly host: string;
  readonly ip: string;
  /** Local parts of the people there. */
  readonly people: readonly string[];
  /** How much of the traffic it has. */
  readonly weight: number;
  /** Refuses the first attempt of an unknown sender for some minutes. */
  readonly greylists?: true;
}

export const correspondents: readonly Correspondent[] = [
  {
    domain: 'fabrikam.com',
    kind: 'partner',
    host: 'mail.fabrikam.com',
    ip: '198.51.100.14',
    people: ['k.andersen', 'j.pereira', 'm.osei', 'purchasing', 'l.hofmann', 'd.nakamura'],
    weight: 14,
  },
  {
    domain: 'northwind.example',
    kind: 'partner',
    host: 'mx1.northwind.example',
    ip: '198.51.100.77',
    people: ['anna.keane', 'rolf.bauer', 'dispatch', 'y.suzuki', 'claims'],
    weight: 9,
    greylists: true,
  },
  {
    domain: 'adatum.example',
    kind: 'supplier',
    host: 'smtp-out.adatum.example',
    ip: '192.0.2.33',
    people: ['billing', 'orders', 'tessa.crowe', 'ivan.petrov'],
    weight: 7,
  },
  {
    domain: 'tailspintoys.example',
    kind: 'customer',
    host: 'mx.tailspintoys.example',
    ip: '203.0.113.61',
    people: ['julia.banks', 'stock', 'pm.dubois', 'r.castillo'],
    weight: 6,
  },
  {
    domain: 'wingtip.example',
    kind: 'customer',
    host: 'relay.wingtip.example',
    ip: '203.0.113.92',
    people: ['harold.finch', 'procurement', 'a.lopes'],
    weight: 5,
  },
  {
    domain: 'litware.example',
    kind: 'customer',
    host: 'mail2.litware.example',
    ip: '192.0.2.118',
    people: ['s.gruber', 'it-service', 'vera.lang', 'n.oconnor'],
    weight: 6,
  },
  {
    domain: 'proseware.example',
    kind: 'supplier',
    host: 'outbound.proseware.example',
    ip: '192.0.2.140',
    people: ['editor', 'k.thompson', 'layout'],
    weight: 3,
  },
  {
    domain: 'woodgrove-bank.example',
    kind: 'supplier',
    host: 'gw3.woodgrove-bank.example',
    ip: '203.0.113.130',
    people: ['treasury.desk', 'm.whitlock', 'noreply'],
    weight: 4,
  },
  {
    domain: 'margies-travel.example',
    kind: 'supplier',
    host: 'mx.margies-travel.example',
    ip: '198.51.100.161',
    people: ['bookings', 'margie', 'visa-service'],
    weight: 3,
    greylists: true,
  },
  {
    domain: 'spedition-muenchen.example',
    kind: 'supplier',
    host: 'mail.spedition-muenchen.example',
    ip: '192.0.2.201',
    people: ['disposition', 'k.huber', 'zoll'],
    weight: 4,
  },
  {
    domain: 'inbox.example',
    kind: 'private',
    host: 'mx-in-4.inbox.example',
    ip: '198.51.100.203',
    people: ['petra1974', 'the.garden.shed', 'mikeandjo', 'l.varga', 'sunny.sky', 'h.dekker', 'cyclist88'],
    weight: 5,
  },
  {
    domain: 'postbox.example',
    kind: 'private',
    host: 'in.postbox.example',
    ip: '203.0.113.222',
    people: ['familie.stein', 'r.oyelaran', 'zara.q', 'old.tom', 'nina_b', 'f.moreau'],
    weight: 4,
  },
];

/** Bulk senders whose mail people asked for. */
export const newsletters = [
  { domain: 'news.trade-weekly.example', host: 'out7.mailer.example', ip: '192.0.2.7', name: 'editors' },
  { domain: 'updates.cloudtools.example', host: 'out12.mailer.example', ip: '192.0.2.12', name: 'hello' },
  {
    domain: 'offers.office-supplies.example',
    host: 'bulk.office-supplies.example',
    ip: '198.51.100.42',
    name: 'shop',
  },
  {
    domain: 'digest.security-notes.example',
    host: 'mta3.security-notes.example',
    ip: '203.0.113.44',
    name: 'digest',
  },
] as const;

/** Exchange Online's hosts, as Contoso's hybrid connectors meet them. Address of the documentation range. */
export const exchangeOnline = {
  host: 'contoso-com.mail.protection.outlook.com',
  sender: 'mail-am0exo2102.outbound.protection.outlook.com',
  ip: '198.51.100.240',
} as const;
