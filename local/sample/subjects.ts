import type { Random } from './random.ts';

/** Subjects by theme. `#` becomes a number, `@` a month. Some hold commas, quotes and letters beyond ASCII, as real ones do. */
const subjects = {
  internal: [
    'Agenda for Monday, please add your points',
    'Minutes of the weekly meeting',
    'Re: Minutes of the weekly meeting',
    'Budget @, second draft',
    'Holiday planning @',
    'Re: Question about ticket #',
    'FYI: customer visit on Thursday',
    'Lunch on Friday?',
    'Project Aurora: status, risks and next steps',
    'Re: Project Aurora: status, risks and next steps',
    'Can you review "Aurora design v3" today?',
    'New starter in your team',
    'Überblick Quartalszahlen @',
    'Réunion budgétaire: ordre du jour',
    'Afspraak verplaatst naar 14:00',
    'Oferta dla klienta – prośba o uwagi',
    '会議の議題について',
    'Expense report @',
    'Re: Expense report @',
    'Access to the share "Finance @"',
    '#12 on the list: who takes it?',
    'Canteen closed tomorrow',
    'Déjeuner d’équipe 🎉',
  ],
  business: [
    'Quotation #',
    'Re: Quotation #',
    'RE: Quotation #, revised prices',
    'Your order # has shipped',
    'Purchase order #',
    'Re: Delivery dates @',
    'Contract renewal, signed copy attached',
    'Invoice # (due in 30 days)',
    'Re: Invoice #',
    'Angebot Nr. # für Lagerregale',
    'Lieferavis Nr. #, 12 Paletten',
    'Offre commerciale nº #',
    'Meeting in Amsterdam on the 14th?',
    'Re: Meeting in Amsterdam on the 14th?',
    'Question on clause "Liability, limits"',
    'Complaint: order # incomplete',
    'Spec sheet, drawings and test report',
    '見積書の件 #',
    'Счёт № # за @',
    'Thank you for your visit',
  ],
  support: [
    'Ticket #: cannot sign in',
    'Re: Ticket #: cannot sign in',
    'Ticket #: pump reports error "E-17, sensor"',
    'Ticket # closed',
    'Wrong part delivered, order #',
    'Störung Anlage 4, Ticket #',
  ],
  newsletter: [
    'Trade Weekly: freight rates, ports and tariffs',
    '10 tools that saved us hours in @',
    'Now 20 % off: paper, toner and pens',
    'Security notes @: patches you should not miss',
    'Ihre Angebote im @: jetzt sparen',
  ],
  erp: ['Order confirmation #', 'Invoice #', 'Delivery note #', 'Stock report @, warehouse "North"'],
  scan: ['Message from "MFP AMS 2"', 'Scan #.pdf'],
  monitoring: ['[OK] backup job # finished', '[WARN] disk usage on FS0#, 81 %', '[OK] database check @'],
  crm: ['New lead assigned: #', 'Reminder: follow up with customer #'],
  staff: [
    'Office closed on the 24th, all sites',
    'Welcome our new colleagues',
    'Town hall in @: "Where we stand"',
  ],
} as const;

const months = ['January', 'March', 'May', 'June', 'September', 'October', 'November', 'December'];

export type Theme = keyof typeof subjects;

/** A subject of a theme. */
export function subjectOf(theme: Theme, random: Random): string {
  return random
    .pick(subjects[theme])
    .replace('@', () => random.pick(months))
    .replace('#', () => String(random.int(1000, 89_999)));
}
