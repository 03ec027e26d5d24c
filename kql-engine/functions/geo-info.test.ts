import assert from 'node:assert/strict';
import { it } from 'node:test';
import { values } from '../testing/ask.ts';
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
