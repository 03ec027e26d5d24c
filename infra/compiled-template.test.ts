import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findLoaded,
  loadedFiles,
  readSource,
  refreshLoaded,
  sourcesHash,
  type TemplateRecord,
  templateText,
  withoutGenerator,
} from './compiled-template.ts';

const text = readSource('azuredeploy.json');
const template = JSON.parse(text);
const record = JSON.parse(readSource('azuredeploy.record.json')) as TemplateRecord;

test('azuredeploy.json was compiled from the Bicep sources as they are', () => {
  assert.equal(record.sources, sourcesHash(), 'a .bicep file has changed: npm run build:infra');
});

test('azuredeploy.json holds the present tables, streams, transforms and content', () => {
  assert.equal(templateText(refreshLoaded(template, record)), text, 'npm run generate refreshes it');
});

test('every file that the sources load is in the template once', () => {
  assert.deepEqual(record.loaded.map(({ file }) => file).sort(), loadedFiles().sort());
  assert.deepEqual(findLoaded(template).length, record.loaded.length);
});

test('a changed file reaches its variable, and nothing else', () => {
  const [first] = record.loaded;
  const spoilt = structuredClone(template);
  let holder = spoilt;
  for (const key of first!.place.slice(0, -1)) holder = holder[key];
  holder[first!.place.at(-1)!] = 'stale';
  assert.notDeepEqual(spoilt, template);
  assert.deepEqual(refreshLoaded(spoilt, record), template);
  assert.throws(() => findLoaded(spoilt), /is the content of no file/);
});

test('the mark of the compiler is taken out of every template, other metadata stays', () => {
  assert.deepEqual(
    withoutGenerator({
      metadata: { _generator: { name: 'bicep' }, name: 'x' },
      resources: [{ metadata: { _generator: {} } }, { metadata: { description: 'd' } }],
    }),
    { metadata: { name: 'x' }, resources: [{}, { metadata: { description: 'd' } }] },
  );
  assert.doesNotMatch(text, /_generator/);
});
