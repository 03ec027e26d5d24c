/**
 * What the template makes of each set of parameters, as files beside this one. To write them anew after a change of the
 * Bicep: node --test --test-update-snapshots test/arm-template/snapshots.test.ts
 */
import { join } from 'node:path';
import { test } from 'node:test';
import { readSource, refreshLoaded, type TemplateRecord } from '../../infra/compiled-template.ts';
import type { ArmValue } from './arm-value.ts';
import { isObject } from './arm-value.ts';
import { compiledTemplate, deploy, worldBefore } from './deploy.ts';
import { parameterSets } from './parameter-sets.ts';
import { sampleFiles } from './sample-files.ts';
import type { Template } from './template.ts';

const record = JSON.parse(readSource('azuredeploy.record.json')) as TemplateRecord;
// With few rows in place of the real tables, queries and workbooks the files tell of the Bicep, and change with it alone.
const template = refreshLoaded(compiledTemplate as never, record, (file) =>
  JSON.stringify(sampleFiles[file]),
) as unknown as Template;

for (const set of parameterSets) {
  test(`the resources of the set ${set.name}`, (t) => {
    const { resources, outputs } = deploy(set, worldBefore(set), template);
    const byId = Object.fromEntries(
      resources.map(({ id, type, apiVersion, body }) => [id, { type: `${type}@${apiVersion}`, ...body }]),
    );
    const path = join(import.meta.dirname, 'snapshots', `${set.name}.expected.json`);
    t.assert.fileSnapshot({ resources: byId, outputs }, path, {
      serializers: [(value) => `${JSON.stringify(sorted(value as ArmValue), null, 2)}\n`],
    });
  });
}

function sorted(value: ArmValue): ArmValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key]!)]),
  );
}
