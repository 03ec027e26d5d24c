/** What holds for the template itself, and for what it makes of every set of parameters. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import form from '../../infra/createUiDefinition.json' with { type: 'json' };
import { type FormDefinition, PortalForm } from '../doubles/portal-form.ts';
import { type ArmObject, type ArmValue, textsIn } from './arm-value.ts';
import { compiledTemplate, deploy, worldBefore } from './deploy.ts';
import { knownFunctions } from './evaluate.ts';
import type { World } from './expand-template.ts';
import { parameterSets } from './parameter-sets.ts';
import { callsIn, expressionsIn, isExpression } from './parse-expression.ts';
import { nameProblems } from './resource-names.ts';
import type { Resource } from './runtime-properties.ts';
import type { Template } from './template.ts';

/** The template and all inside it, by name. */
function* templatesIn(template: Template, name = 'main'): Generator<[string, Template]> {
  yield [name, template];
  for (const [key, { type, properties }] of Object.entries(template.resources)) {
    if (type !== 'Microsoft.Resources/deployments') continue;
    yield* templatesIn((properties as ArmObject).template as unknown as Template, `${name}.${key}`);
  }
}

/** What a template says outside of those inside it. */
function own({ resources, ...rest }: Template): unknown {
  const shallow = Object.values(resources).map((declaration) => {
    if (declaration.type !== 'Microsoft.Resources/deployments') return declaration;
    const { template, ...others } = declaration.properties as ArmObject;
    return { ...declaration, properties: others };
  });
  return { ...rest, resources: shallow };
}

for (const [name, template] of templatesIn(compiledTemplate)) {
  const calls = [...expressionsIn(own(template))].flatMap((tree) => [...callsIn(tree)]);
  const used = (kind: string): Set<unknown> =>
    new Set(
      calls.flatMap(({ name, arguments: [first] }) =>
        name.toLowerCase() === kind && first?.kind === 'literal' ? [first.value] : [],
      ),
    );

  describe(`template ${name}`, () => {
    test('every parameter is described, says whether it is needed, and is used', () => {
      for (const [parameter, { metadata, defaultValue }] of Object.entries(template.parameters ?? {})) {
        const text = String((metadata as ArmObject | undefined)?.description);
        assert.match(text, defaultValue === undefined ? /^Required\. ./ : /^Optional\. ./, parameter);
        assert.ok(used('parameters').has(parameter), `${parameter} is not used`);
      }
    });

    test('every variable is used, every output is described', () => {
      const { copy, ...variables } = template.variables ?? {};
      const looped = Array.isArray(copy) ? copy.map((loop) => (loop as ArmObject).name) : [];
      for (const variable of [...Object.keys(variables), ...looped]) {
        assert.ok(used('variables').has(variable), `${String(variable)} is not used`);
      }
      for (const [output, { metadata }] of Object.entries(template.outputs ?? {})) {
        assert.match(String((metadata as ArmObject | undefined)?.description), /\w+.*\.$/, output);
      }
    });

    test('it asks for no key, and for no function that is unknown here', () => {
      const functions = new Set(calls.map(({ name }) => name.toLowerCase()));
      functions.delete('lambda');
      for (const call of functions) {
        assert.doesNotMatch(
          call,
          /^list/,
          'keys, connection strings and tokens are asked for by list… functions',
        );
        assert.ok(knownFunctions.has(call) || call.startsWith('__bicep.'), call);
      }
    });

    test('the hosts of a cloud are asked for, not written', () => {
      const { $schema, ...said } = own(template) as ArmObject;
      for (const text of textsIn(said)) {
        assert.doesNotMatch(
          text,
          /(?:windows\.net|management\.azure|usgovcloudapi|chinacloud|monitor\.azure)/,
          text,
        );
      }
    });
  });
}

for (const set of parameterSets) {
  const world = worldBefore(set);
  const { resources, outputs } = deploy(set, world);

  describe(`the set ${set.name}`, () => {
    test('comes out the same in another order, and when it is deployed again', () => {
      const sorted = (all: readonly Resource[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const backwards = deploy(set, worldBefore(set, true));
      assert.deepEqual(sorted(backwards.resources), sorted(resources));
      assert.deepEqual(backwards.outputs, outputs);
      assert.deepEqual(deploy(set, world, compiledTemplate, 'second'), { resources, outputs });
    });

    test('every ID that a resource names is of something that is there', () => {
      for (const { id, body } of resources) {
        for (const named of idsIn(body)) {
          assert.ok(isThere(named, world), `${id} names ${named}`);
        }
      }
    });

    test('all names are legal', () => assert.deepEqual(nameProblems(resources), []));

    test('there is no secret', () => {
      for (const { id, body } of resources) {
        for (const text of textsIn(body)) {
          assert.doesNotMatch(
            text,
            /AccountKey=|SharedAccess|[?&]sig=|(?:password|secret|apikey)\s*[=:]\s*\S/i,
            id,
          );
        }
        for (const name of namesIn(body))
          assert.doesNotMatch(name, /secret|password|accessKey|connectionString$/, id);
      }
    });

    test('everything that can have tags has them', () => {
      const tags = { application: 'mailflow', ...(set.parameters.tags as ArmObject | undefined) };
      for (const { id, body } of resources) {
        // What has a region of its own is a resource of its own, and can have tags.
        if (body.location === undefined) continue;
        const { 'azd-service-name': service, ...given } = body.tags as ArmObject;
        assert.deepEqual(given, tags, id);
        assert.equal(service, /\/sites\/[^/]+$/.test(id) ? 'functions' : undefined);
      }
    });

    test('all hosts are of the cloud', () => {
      const foreign = {
        AzureCloud: /\.(?:us|cn)(?:\/|$)|usgovcloudapi|chinacloudapi/,
        AzureUSGovernment: /\.azure\.(?:com|cn)|windows\.net|azurewebsites\.net|azure-automation\.net/,
        AzureChinaCloud: /\.azure\.(?:com|us)|windows\.net|azurewebsites\.net|azure-automation\.net/,
      }[set.cloud.values.name]!;
      for (const { id, type, body } of resources) {
        // Queries and workbooks are text for people; they name no hosts of the deployment.
        if (/savedSearches|workbooks|alertRules|QueryRules/.test(type)) continue;
        for (const text of [id, ...textsIn(body)]) assert.doesNotMatch(text, foreign, id);
      }
      for (const text of textsIn(outputs)) assert.doesNotMatch(text, foreign);
    });
  });
}

test('the template is within the limits of Resource Manager', () => {
  // "Understand the structure and syntax of ARM templates", Microsoft Learn, template limits.
  assert.ok(Buffer.byteLength(JSON.stringify(compiledTemplate)) < 4 * 1024 * 1024);
  for (const [name, template] of templatesIn(compiledTemplate)) {
    const { parameters = {}, variables = {}, outputs = {} } = template;
    assert.ok(Object.keys(parameters).length <= 256, name);
    assert.ok(Object.keys(variables).length <= 512, name);
    assert.ok(Object.keys(outputs).length <= 64, name);
    for (const text of textsIn(own(template))) assert.ok(!isExpression(text) || text.length <= 24_576, name);
  }
  for (const set of parameterSets) assert.ok(deploy(set).resources.length <= 800, set.name);
});

test('whatever name the form lets through, all names are legal', () => {
  const name = fc.stringMatching(/^[a-z0-9-]{3,16}$/);
  const [{ cloud, parameters }] = [parameterSets.find(({ name }) => name === 'private-network')!];
  fc.assert(
    fc.property(name, (name) => {
      const set = { name, cloud, parameters: { ...parameters, name } };
      assert.deepEqual(nameProblems(deploy(set).resources), []);
    }),
    { numRuns: 30 },
  );
});

test('the form with its defaults asks for the same as the template with its own', () => {
  const [defaults] = parameterSets;
  const { location, ...values } = new PortalForm(form as FormDefinition, {
    'basics.workspace': { id: defaults!.parameters.workspaceResourceId },
  }).outputs();
  assert.deepEqual(deploy({ ...defaults!, parameters: values as ArmObject }), deploy(defaults!));
});

/** Resource IDs in a value, also as keys. IDs of roles are those of Microsoft. */
function idsIn(value: ArmValue): string[] {
  return [...textsIn(value), ...namesIn(value)].filter(
    (text) => /^\/subscriptions\//.test(text) && !text.includes('/roleDefinitions/'),
  );
}

function isThere(id: string, { groups, resources }: World): boolean {
  return resources.has(id.toLowerCase()) || groups.has(id.toLowerCase());
}

function namesIn(value: ArmValue): string[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.values(value).flatMap(namesIn);
  return Array.isArray(value) ? inner : [...Object.keys(value), ...inner];
}
