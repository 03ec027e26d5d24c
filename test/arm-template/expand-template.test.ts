import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ArmObject } from './arm-value.ts';
import { clouds } from './clouds.ts';
import { type Expansion, expandTemplate, type World } from './expand-template.ts';
import type { Template } from './template.ts';

const place = { subscriptionId: 'sub', resourceGroup: 'rg' };
const account = { type: 'Microsoft.Storage/storageAccounts', apiVersion: '1', name: 'st' };
const service = {
  type: 'Microsoft.Storage/storageAccounts/queueServices',
  apiVersion: '1',
  name: 'st/default',
};
const identity = { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', apiVersion: '1', name: 'id' };

function world(latestFirst = false): World {
  const groups = new Map(
    ['rg', 'other'].map((name) => [`/subscriptions/sub/resourcegroups/${name}`, 'westeurope']),
  );
  return { cloud: clouds.AzureCloud, groups, resources: new Map(), latestFirst };
}

function expand(template: unknown, parameters: ArmObject = {}, into = world()): Expansion {
  return expandTemplate(template as Template, parameters, place, 'main', into);
}

function namesOf(expansion: Expansion): string[] {
  return expansion.resources.map(({ name }) => name);
}

function nested(name: string, template: object, parameters: object = {}, more: object = {}): object {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '1',
    name,
    ...more,
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      mode: 'Incremental',
      parameters,
      template,
    },
  };
}

describe('expandTemplate', () => {
  test('makes what does not depend on others in either order, and what does after them', () => {
    const resources = { b: { ...service, dependsOn: ['a'] }, a: account, c: identity };
    assert.deepEqual(namesOf(expand({ resources })), ['st', 'st/default', 'id']);
    assert.deepEqual(namesOf(expand({ resources }, {}, world(true))), ['id', 'st', 'st/default']);
  });

  test('refuses a child whose parent is made by chance before it, once the order is another', () => {
    const resources = { a: account, b: service };
    assert.doesNotThrow(() => expand({ resources }));
    assert.throws(
      () => expand({ resources }, {}, world(true)),
      /queueServices\/default is made before .*\/st$/,
    );
  });

  test('refuses a role on what is not there', () => {
    const role = {
      type: 'Microsoft.Authorization/roleAssignments',
      apiVersion: '1',
      name: 'r',
      scope: '/subscriptions/sub/resourceGroups/rg/providers/P.Q/a/b',
    };
    assert.throws(() => expand({ resources: { role } }), /is made before .*P\.Q\/a\/b/);
  });

  test('refuses resources that wait for each other, also by what they ask for', () => {
    const asks = { ...account, properties: { a: "[reference('b').clientId]" } };
    assert.throws(
      () => expand({ resources: { a: asks, b: { ...identity, dependsOn: ['a'] } } }),
      /wait for each other: a, b/,
    );
  });

  test('gives the properties of what has been made, and the whole of it', () => {
    const resources = {
      b: { ...account, properties: { a: "[reference('a').clientId]" } },
      a: { ...identity, location: 'x' },
    };
    const outputs = { where: { type: 'string', value: "[reference('a', '1', 'full').location]" } };
    const made = expand({ resources, outputs });
    assert.deepEqual(namesOf(made), ['id', 'st']);
    assert.match(JSON.stringify(made.resources[1]!.body), /"a":"[0-9a-f-]{36}"/);
    assert.deepEqual(made.outputs.where, { type: 'string', value: 'x' });
  });

  test('leaves out what its condition excludes, and refuses to look at it', () => {
    const resources = { a: { ...identity, condition: '[equals(1, 2)]' } };
    assert.deepEqual(namesOf(expand({ resources })), []);
    const outputs = { id: { type: 'string', value: "[reference('a').clientId]" } };
    assert.throws(() => expand({ resources, outputs }), /reference\('a'\): .*is not there/);
  });

  test('names cannot ask for what is made', () => {
    const resources = { a: identity, b: { ...account, name: "[reference('a').clientId]" } };
    assert.throws(() => expand({ resources }), /not known before/);
  });

  test('repeats a resource; those after it wait for all of them', () => {
    const queue = {
      type: 'Microsoft.Storage/storageAccounts',
      apiVersion: '1',
      name: "[format('st{0}', copyIndex())]",
      copy: { name: 'accounts', count: 2 },
    };
    const resources = { z: { ...identity, dependsOn: ['accounts'] }, accounts: queue };
    assert.deepEqual(namesOf(expand({ resources })), ['st0', 'st1', 'id']);
    const none = { ...queue, copy: { name: 'accounts', count: 0 } };
    assert.deepEqual(namesOf(expand({ resources: { ...resources, accounts: none } })), ['id']);
  });

  test('a nested template has its own parameters, variables and group, and hands its outputs over', () => {
    const inner = {
      parameters: { name: { type: 'string' } },
      variables: {
        copy: [
          { name: 'twice', count: 2, input: "[format('{0}{1}', parameters('name'), copyIndex('twice'))]" },
        ],
      },
      resources: [{ ...account, name: "[variables('twice')[1]]" }],
      outputs: {
        id: {
          type: 'string',
          value: "[resourceId('Microsoft.Storage/storageAccounts', variables('twice')[1])]",
        },
      },
    };
    const resources = {
      user: { ...identity, properties: { of: "[reference('inner').outputs.id.value]" } },
      inner: nested('n', inner, { name: { value: 'st' } }, { resourceGroup: 'other' }),
    };
    const { resources: made } = expand({ resources });
    const id = '/subscriptions/sub/resourceGroups/other/providers/Microsoft.Storage/storageAccounts/st1';
    assert.equal(made[0]!.id, id);
    assert.deepEqual(made[1]!.body.properties, { of: id });
    const wrong = { inner: nested('n', inner, { nane: { value: 'st' } }) };
    assert.throws(() => expand({ resources: wrong }), /no such parameter; name: is missing/);
  });

  test('checks parameters and their defaults against types, limits and definitions', () => {
    const template = {
      definitions: {
        size: {
          type: 'object',
          properties: {
            mb: { type: 'int', allowedValues: [512] },
            most: { type: 'int', nullable: true, maxValue: 9 },
          },
        },
      },
      parameters: {
        size: { $ref: '#/definitions/size', defaultValue: { mb: 512 } },
        name: { type: 'string', maxLength: 3, defaultValue: '[resourceGroup().name]' },
      },
      resources: [],
    };
    assert.doesNotThrow(() => expand(template));
    const refused: ArmObject[] = [
      { size: { mb: 5 } },
      { size: {} },
      { size: { mb: 512, most: 10 } },
      { name: 'long' },
      { name: 5 },
      { x: 1 },
    ];
    for (const parameters of refused) {
      assert.throws(() => expand(template, parameters), /parameters: /, JSON.stringify(parameters));
    }
  });

  test('refuses a group that is not there', () => {
    const resources = { inner: nested('n', { resources: [] }, {}, { resourceGroup: 'absent' }) };
    assert.throws(() => expand({ resources }), /no resource group .*absent/);
  });
});
