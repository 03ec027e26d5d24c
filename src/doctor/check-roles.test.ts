import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ArmService,
  armCredential,
  type RoleAssignment,
  resourceGroup,
  subscriptionId,
  testRuleId,
} from '../../test/doubles/arm/arm-service.ts';
import { createArmReader } from '../arm/arm-reader.ts';
import { azureClouds } from '../arm/azure-cloud.ts';
import { checkRoles } from './check-roles.ts';
import { runChecks } from './run-checks.ts';
import { about } from './test-examination.ts';

const principal = '0a0a0a0a-0000-0000-0000-000000000001';
const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
const account = (name: string) => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;
const ids = {
  owner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  contributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  queue: '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
};

async function look(
  assignments: readonly Omit<RoleAssignment, 'principalId'>[],
  who: string | undefined = principal,
) {
  const service = new ArmService({
    assignments: assignments.map((one) => ({ principalId: principal, ...one })),
  });
  const arm = createArmReader({
    cloud: azureClouds[0],
    credential: armCredential,
    httpClient: service.httpClient,
  });
  const check = checkRoles(arm, armCredential, azureClouds[0], {
    subscriptionId,
    principal: who,
    ruleId: async () => testRuleId,
    account: 'stmail',
  });
  return runChecks([check], 5000);
}

describe('checkRoles', () => {
  it('takes either role on blobs, on the account or above it', async () => {
    for (const [role, scope] of [
      [ids.owner, account('stmail')],
      [ids.contributor, account('stmail')],
      [ids.contributor, account('STMAIL')],
      [ids.owner, group],
      [ids.owner, `/subscriptions/${subscriptionId}`],
    ]) {
      assert.match(about(await look([{ role, scope }]), 'role Storage Blob Data Owner'), /passed/, scope);
    }
  });

  it('takes no role on another account, on one container, or of another kind', async () => {
    for (const [role, scope] of [
      [ids.owner, account('stother')],
      [ids.contributor, `${account('stmail')}/blobServices/default/containers/exchange-logs`],
      [ids.queue, account('stmail')],
    ]) {
      const found = await look([{ role, scope }]);
      assert.match(about(found, 'role Storage Blob Data Owner'), /failed: Not assigned .* → Assign/, scope);
    }
  });

  it('says whose roles it needs to know where the token does not tell', async () => {
    const service = new ArmService();
    const arm = createArmReader({
      cloud: azureClouds[0],
      credential: armCredential,
      httpClient: service.httpClient,
    });
    const check = checkRoles(arm, armCredential, azureClouds[0], {
      subscriptionId,
      principal: undefined,
      ruleId: async () => testRuleId,
      account: undefined,
    });
    assert.match(about(await runChecks([check], 5000), 'roles'), /skipped: .*--principal/);
  });
});
