import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createTransform } from '../index.ts';
import { values } from '../testing/ask.ts';
import type { Column } from '../types.ts';
import { countryName } from './geo-info.ts';

const address = (ip: string) => values(`geo_info_from_ip_address(${JSON.stringify(ip)})`)[0];
const unitedStates = { country: 'United States', state: '', city: '', latitude: null, longitude: null };

it('geo_info_from_ip_address() knows the country of an address', () => {
  assert.deepEqual(address('8.8.8.8'), unitedStates);
  assert.deepEqual(address('::ffff:8.8.8.8'), unitedStates);
  assert.deepEqual(values('tostring(geo_info_from_ip_address("8.8.8.8").country)'), ['United States']);
  assert.equal((address('2a00:1450:4001:800::200e') as { country?: string }).country?.length !== 0, true);
});

it('geo_info_from_ip_address() gives an empty bag for private addresses and for what is no address', () => {
  for (const ip of ['10.0.0.1', '127.0.0.1', 'fe80::1', '', 'mail.contoso.com', '1.2.3', '1.2.3.4/24']) {
    assert.deepEqual(address(ip), {}, ip);
  }
});

it('countries have the names of the service', () => {
  assert.equal(countryName('DE'), 'Germany');
  assert.equal(countryName('HK'), 'Hong Kong');
  assert.equal(countryName('BA'), 'Bosnia and Herzegovina');
  assert.equal(countryName('LC'), 'Saint Lucia');
  assert.equal(countryName('ZZ'), undefined);
  assert.equal(countryName('xx1'), undefined);
});

it('geo_location() is there in transformations alone, for IPv4 and IPv6', () => {
  const columns: Column[] = [{ name: 'ip', type: 'string' }];
  const kql = 'source | project country = tostring(geo_location(ip).Country)';
  const { run } = createTransform({ kql, columns, now: () => new Date(0) });
  const countries = run([
    { ip: '8.8.8.8' },
    { ip: '2001:4860:4860::8888' },
    { ip: '10.0.0.1' },
    { ip: 'x' },
    {},
  ]);
  assert.deepEqual(countries.slice(2), [{ country: '' }, { country: '' }, { country: '' }]);
  assert.deepEqual(countries[0], { country: 'United States' });
  assert.notEqual(countries[1]!.country, '');
  assert.throws(() => values('geo_location("8.8.8.8")'), { kind: 'bind', code: 'KS211' });
});
