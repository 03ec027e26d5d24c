import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type { CountryResponse, Reader } from 'mmdb-lib';
import type { Bag, Dynamic } from '../values/dynamic.ts';
import { define } from './registry.ts';

const DATABASE = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** An entry of the database: the ISO 3166 code of the country and nothing else. */
type Entry = CountryResponse & { country_code?: string };

let reader: Reader<Entry> | undefined;

/** Opens the database at the first use: it is 8 MB of memory. */
function open(): Reader<Entry> {
  if (!reader) {
    const require = createRequire(import.meta.url);
    const { Reader: MmdbReader } = require('mmdb-lib') as typeof import('mmdb-lib');
    reader = new MmdbReader<Entry>(readFileSync(require.resolve(DATABASE)));
  }
  return reader;
}

/** Names that the service's data (GeoLite2) spells in another way than Unicode's. */
const spelled: Record<string, string> = {
  CD: 'DR Congo',
  CG: 'Congo Republic',
  CI: 'Ivory Coast',
  CV: 'Cabo Verde',
  HK: 'Hong Kong',
  MM: 'Myanmar',
  MO: 'Macao',
  NL: 'The Netherlands',
  PS: 'Palestine',
};
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** The English name of a country, or undefined for a code that stands for none. */
export function countryName(code: string): string | undefined {
  if (!/^[A-Z]{2}$/.test(code) || code === 'ZZ') return undefined;
  return (
    spelled[code] ??
    names
      .of(code)
      ?.replace(' & ', ' and ')
      .replace(/^St\. /, 'Saint ')
  );
}

/** What is known of an address; an empty bag for a private one and for text that is no address. */
export function geoInfo(ip: string): Bag {
  const address = ip.trim().replace(/^::ffff:(?=\d+\.)/i, '');
  const code = isIP(address) ? open().get(address)?.country_code : undefined;
  const country = code && countryName(code);
  if (!country) return new Map();
  return new Map<string, Dynamic>([
    ['country', country],
    ['state', ''],
    ['city', ''],
    ['latitude', null],
    ['longitude', null],
  ]);
}

define('geo_info_from_ip_address', ['string'], geoInfo);

/** The function of Azure Monitor's transformations: the same knowledge under the names of that function. */
define('geo_location', ['string'], (ip: string): Bag => {
  const info = geoInfo(ip);
  if (info.size === 0) return info;
  return new Map<string, Dynamic>([
    ['Country', info.get('country') ?? ''],
    ['Region', ''],
    ['State', ''],
    ['City', ''],
    ['Latitude', null],
    ['Longitude', null],
  ]);
});
