/** Who may do what, and where: all of it, and nothing more. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ArmObject } from './arm-value.ts';
import { deploy, worldBefore } from './deploy.ts';
import type { World } from './expand-template.ts';
import { home, type ParameterSet, parameterSets } from './parameter-sets.ts';
import type { Resource } from './runtime-properties.ts';

/** Built-in roles by ID. Source: "Azure built-in roles", Microsoft Learn. */
const roles: Readonly<Record<string, string>> = {
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': 'Storage Blob Data Reader',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a': 'Storage Queue Data Message Sender',
  '19e7f393-937e-4f77-808e-94535e297925': 'Storage Queue Data Reader',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': 'Reader',
};

/** The smallest that works. Each line with the reason for it. */
const allowed = {
  app: [
    // Logs Ingestion API: this role on the rule.
    'Monitoring Metrics Publisher on dataCollectionRules',
    // Application Insights without local authentication: the same role on the component.
    'Monitoring Metrics Publisher on components',
    // "Connecting to host storage with an identity" asks for Owner; log files, checkpoints and code lie in the account too.
    'Storage Blob Data Owner on storageAccounts',
    // The queue trigger reads and deletes, the host fills the poison queue, the app puts long files back.
    'Storage Queue Data Contributor on storageAccounts',
    // The host writes its diagnostic events.
    'Storage Table Data Contributor on storageAccounts',
  ],
  events: [
    // "Event delivery with a managed identity": this role for queues, …
    'Storage Queue Data Message Sender on queues forward-blob',
    // … and this one for the container of events that were not delivered.
    'Storage Blob Data Contributor on containers event-dead-letters',
  ],
  // No built-in role appends to blobs and cannot delete them.
  agent: [
    'Storage Blob Data Contributor on containers exchange-logs',
    'Storage Queue Data Message Sender on queues forward-blob',
  ],
  reader: [
    'Reader on resourceGroups',
    'Storage Blob Data Reader on storageAccounts',
    'Storage Queue Data Reader on storageAccounts',
  ],
};

for (const set of parameterSets) {
  const world = worldBefore(set);
  const { resources } = deploy(set, world);
  const assignments = resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments');

  describe(`the set ${set.name}`, () => {
    test('gives exactly these roles', () => {
      const given = assignments.map((assignment) => told(assignment, set, world)).sort();
      assert.deepEqual(given, expected(set).sort());
    });

    test('says why, and of what kind the identity is where it is a new one', () => {
      for (const { id, body } of assignments) {
        const { description, principalType, principalId } = body.properties as ArmObject;
        assert.match(String(description), /^mailflow: .+\.$/, id);
        const reader = strings(set.parameters.readerPrincipalIds).includes(String(principalId));
        // A new identity is not known everywhere at once; without its kind Azure would look it up, and fail.
        assert.equal(principalType, reader ? undefined : 'ServicePrincipal', id);
      }
    });
  });
}

function expected({ parameters }: ParameterSet): string[] {
  const servers = parameters.collectServers !== false;
  const online = (parameters.messageTrace as ArmObject | undefined)?.enabled === true;
  if (!servers && !online) return [];
  const of = (who: keyof typeof allowed, name: string = who) =>
    allowed[who].map((role) => `${name}: ${role}`);
  return [
    ...of('app'),
    ...(servers ? of('events') : []),
    ...strings(parameters.agentPrincipalIds).flatMap((id) => of('agent', id)),
    ...strings(parameters.readerPrincipalIds).flatMap((id) => of('reader', id)),
  ];
}

/** Principal, role and scope of an assignment in words. */
function told({ id, body }: Resource, { parameters }: ParameterSet, world: World): string {
  const { principalId, roleDefinitionId } = body.properties as ArmObject;
  const [, subscription, roleId] =
    /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.Authorization\/roleDefinitions\/([^/]+)$/.exec(
      String(roleDefinitionId),
    ) ?? [];
  assert.equal(subscription, home.subscriptionId);
  const role = roles[roleId!];
  assert.ok(role, `${roleDefinitionId} is no known role`);
  const scope = id.split('/providers/Microsoft.Authorization/')[0]!;
  const [type, name] = scope.split('/').slice(-2);
  const where = type === 'queues' || type === 'containers' ? `${type} ${name}` : type;
  const given = [...strings(parameters.agentPrincipalIds), ...strings(parameters.readerPrincipalIds)];
  const who = given.includes(String(principalId)) ? String(principalId) : ownerOf(String(principalId), world);
  return `${who}: ${role} on ${where}`;
}

function ownerOf(principalId: string, { resources }: World): string {
  for (const [id, { identity, properties }] of resources) {
    const found = (identity as ArmObject | undefined)?.principalId ?? (properties as ArmObject).principalId;
    if (found === principalId) return id.includes('/systemtopics/') ? 'events' : 'app';
  }
  throw new Error(`${principalId} is nobody`);
}

function strings(value: unknown): string[] {
  return (value as string[] | undefined) ?? [];
}
