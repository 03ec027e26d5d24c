import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { parameterProblems, type TemplateParameters } from '../test/doubles/parameter-problems.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const template = JSON.parse(read('infra/azuredeploy.json')) as TemplateParameters;

/** What azd itself knows; the workspace it asks for. */
const environment: Record<string, string> = {
  AZURE_ENV_NAME: 'mail',
  AZURE_LOCATION: 'westeurope',
  AZURE_PRINCIPAL_ID: '11111111-2222-3333-4444-555555555555',
  WORKSPACE_RESOURCE_ID:
    '/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/law',
};

/** As azd fills in the file: variables in the text, then booleans that stand as text where the template wants them. */
function parameters(variables: Record<string, string>): Record<string, unknown> {
  const text = read('infra/main.parameters.json').replace(
    /\$\{(\w+)(?:=([^}]*))?\}/g,
    (_, name: string, other?: string) => {
      const value = variables[name] || other;
      assert.ok(value !== undefined, `azd does not know ${name}`);
      return value;
    },
  );
  const file = JSON.parse(text) as { parameters: Record<string, { value: unknown }> };
  return Object.fromEntries(
    Object.entries(file.parameters).map(([name, { value }]) => {
      const wantsFlag = template.parameters[name]?.type === 'bool' && /^(?:true|false)$/.test(String(value));
      return [name, wantsFlag ? value === 'true' : value];
    }),
  );
}

test('azd needs no more than a workspace, and its answers fit the template', () => {
  const values = parameters(environment);
  assert.deepEqual(parameterProblems(template, values), []);
  assert.equal(values.collectServers, true);
  assert.equal(values.sentinel, false);
  // azd brings the code itself; onedeploy would overwrite it at each provisioning.
  assert.equal(values.packageUri, '');
  const asked = { ...environment, WORKSPACE_RESOURCE_ID: '' };
  assert.throws(() => parameters(asked), /does not know WORKSPACE_RESOURCE_ID/);
});

test('azd finds the template, the app and the resource of the app', () => {
  const project = parse(read('azure.yaml')) as {
    infra: { path: string; module: string };
    services: Record<string, { project: string; host: string }>;
    hooks: { prepackage: Record<string, { shell: string; run: string }> };
  };
  const { path, module } = project.infra;
  for (const file of [`${module}.bicep`, `${module}.parameters.json`]) {
    assert.ok(existsSync(`${root}${path}/${file}`), file);
  }
  const [[name, service]] = Object.entries(project.services) as [[string, { project: string; host: string }]];
  assert.match(read('infra/modules/app.bicep'), new RegExp(`'azd-service-name': '${name}'`));
  assert.equal(service.host, 'function');
  // The folder is the one that the build fills.
  assert.ok(read('build.ts').includes(`\`${service.project}/\${name}\``));
  const { posix, windows } = project.hooks.prepackage;
  assert.equal(posix!.run, windows!.run);
});
