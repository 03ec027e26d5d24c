/** Offices decide when somebody works; see working-day.ts. */
export type Office = 'Amsterdam' | 'Seattle' | 'Singapore';

/** One line of the staff list: name, alias (left of the @), office, mails sent on a working day, client, `cloud` mailbox. */
type Line = readonly [
  name: string,
  alias: string,
  office: Office,
  daily: number,
  client: 'MOMT' | 'OWA' | 'ActiveSync' | 'REST',
  cloud?: true,
];

/** Contoso's staff by department. All invented. */
export const staff: Readonly<Record<string, readonly Line[]>> = {
  Executive: [
    ['Helena Brandt', 'helena.brandt', 'Amsterdam', 34, 'ActiveSync'],
    ['Marcus Adeyemi', 'marcus.adeyemi', 'Amsterdam', 28, 'MOMT'],
    ['Grace Whitfield', 'grace.whitfield', 'Seattle', 30, 'ActiveSync'],
    ['Tan Wei Ling', 'weiling.tan', 'Singapore', 26, 'MOMT'],
  ],
  Finance: [
    ['Jürgen Möller', 'jurgen.moller', 'Amsterdam', 32, 'MOMT'],
    ['Anneke Visser', 'anneke.visser', 'Amsterdam', 36, 'MOMT'],
    ['Paolo Ricci', 'paolo.ricci', 'Amsterdam', 22, 'MOMT'],
    ['Søren Østergaard', 'soren.ostergaard', 'Amsterdam', 20, 'OWA'],
    ['Diane Kowalski', 'diane.kowalski', 'Seattle', 24, 'MOMT'],
    ['Roberto Fuentes', 'roberto.fuentes', 'Seattle', 18, 'MOMT'],
    ['Siti Rahman', 'siti.rahman', 'Singapore', 25, 'MOMT'],
    ['Kenji Arakawa', 'kenji.arakawa', 'Singapore', 15, 'OWA'],
  ],
  Sales: [
    ['Bram de Wit', 'bram.dewit', 'Amsterdam', 52, 'MOMT'],
    ['Chloé Lefèvre', 'chloe.lefevre', 'Amsterdam', 48, 'ActiveSync'],
    ['Niamh Gallagher', 'niamh.gallagher', 'Amsterdam', 44, 'MOMT'],
    ['Tomasz Zieliński', 'tomasz.zielinski', 'Amsterdam', 40, 'MOMT'],
    ['Isabel Navarro', 'isabel.navarro', 'Amsterdam', 46, 'OWA'],
    ['Dwayne Carter', 'dwayne.carter', 'Seattle', 55, 'MOMT'],
    ['Emily Hargrove', 'emily.hargrove', 'Seattle', 47, 'ActiveSync'],
    ['Luis Ortega', 'luis.ortega', 'Seattle', 42, 'MOMT'],
    ['Hannah Sorensen', 'hannah.sorensen', 'Seattle', 38, 'MOMT'],
    ['Tyler Boone', 'tyler.boone', 'Seattle', 36, 'REST'],
    ['Lim Jia Hui', 'jiahui.lim', 'Singapore', 45, 'MOMT'],
    ['Arjun Mehta', 'arjun.mehta', 'Singapore', 50, 'ActiveSync'],
    ['Nguyễn Thị Mai', 'mai.nguyen', 'Singapore', 37, 'MOMT'],
    ['Sato Haruka', 'haruka.sato', 'Singapore', 33, 'MOMT'],
  ],
  Engineering: [
    ['Pieter Hendriks', 'pieter.hendriks', 'Amsterdam', 18, 'MOMT'],
    ['Zofia Nowak', 'zofia.nowak', 'Amsterdam', 16, 'OWA'],
    ['Oskar Lindqvist', 'oskar.lindqvist', 'Amsterdam', 14, 'MOMT', true],
    ['Elif Yılmaz', 'elif.yilmaz', 'Amsterdam', 20, 'MOMT'],
    ['Mateus Carvalho', 'mateus.carvalho', 'Amsterdam', 15, 'OWA', true],
    ['Dmitri Volkov', 'dmitri.volkov', 'Amsterdam', 12, 'MOMT'],
    ['Rachel Stein', 'rachel.stein', 'Seattle', 19, 'MOMT'],
    ['Jamal Brooks', 'jamal.brooks', 'Seattle', 17, 'MOMT', true],
    ['Priya Raman', 'priya.raman', 'Seattle', 22, 'MOMT'],
    ['Owen McAllister', 'owen.mcallister', 'Seattle', 13, 'OWA'],
    ['Chen Yu', 'yu.chen', 'Singapore', 18, 'MOMT'],
    ['Farid Hassan', 'farid.hassan', 'Singapore', 16, 'MOMT', true],
  ],
  Support: [
    ['Lotte Jansen', 'lotte.jansen', 'Amsterdam', 42, 'MOMT'],
    ['Giulia Ferraro', 'giulia.ferraro', 'Amsterdam', 39, 'MOMT'],
    ['Ben Ashworth', 'ben.ashworth', 'Amsterdam', 35, 'OWA'],
    ['Monique Harris', 'monique.harris', 'Seattle', 44, 'MOMT'],
    ['Kyle Jorgensen', 'kyle.jorgensen', 'Seattle', 40, 'MOMT'],
    ['Carmen Delgado', 'carmen.delgado', 'Seattle', 38, 'OWA'],
    ['Ong Kai Ming', 'kaiming.ong', 'Singapore', 41, 'MOMT'],
    ['Aisha Karim', 'aisha.karim', 'Singapore', 36, 'MOMT'],
  ],
  'Human Resources': [
    ['Saskia Bakker', 'saskia.bakker', 'Amsterdam', 22, 'MOMT'],
    ['Fiona MacLeod', 'fiona.macleod', 'Amsterdam', 18, 'MOMT'],
    ['Denise Porter', 'denise.porter', 'Seattle', 24, 'MOMT'],
    ['Rina Wijaya', 'rina.wijaya', 'Singapore', 17, 'OWA'],
  ],
  IT: [
    ['Rutger van Dam', 'rutger.vandam', 'Amsterdam', 20, 'MOMT'],
    ['Katarzyna Wójcik', 'katarzyna.wojcik', 'Amsterdam', 17, 'MOMT', true],
    ['Alex Pruitt', 'alex.pruitt', 'Seattle', 19, 'MOMT'],
    ['Sanjay Iyer', 'sanjay.iyer', 'Singapore', 18, 'REST', true],
    ['Meredith Cole', 'meredith.cole', 'Seattle', 14, 'OWA'],
  ],
  Marketing: [
    ['Inês Almeida', 'ines.almeida', 'Amsterdam', 26, 'MOMT'],
    ['Florian Keller', 'florian.keller', 'Amsterdam', 24, 'OWA'],
    ['Jasmine Reid', 'jasmine.reid', 'Seattle', 28, 'MOMT'],
    ['Noah Feldman', 'noah.feldman', 'Seattle', 21, 'ActiveSync'],
    ['Kim Soo-ah', 'sooah.kim', 'Singapore', 23, 'MOMT'],
  ],
};

/** Staff of Contoso Services, in Exchange Online: name, alias, office, mails sent on a working day. */
export const servicesStaff: readonly (readonly [
  name: string,
  alias: string,
  office: Office,
  daily: number,
])[] = [
  ['Maeve O’Brien', "maeve.o'brien", 'Amsterdam', 40],
  ['Joris van den Heuvel', 'joris.vandenheuvel', 'Amsterdam', 33],
  ['Latifa Benali', 'latifa.benali', 'Amsterdam', 28],
  ['Håkon Bjørnstad', 'hakon.bjornstad', 'Amsterdam', 21],
  ['Imani Walker', 'imani.walker', 'Seattle', 37],
  ['Travis Nakagawa', 'travis.nakagawa', 'Seattle', 30],
  ['Beatriz Salgado', 'beatriz.salgado', 'Seattle', 24],
  ['Goh Mei Xin', 'meixin.goh', 'Singapore', 35],
  ['Vikram Desai', 'vikram.desai', 'Singapore', 26],
];
