import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type AzuriteDouble, startAzurite } from '../../test/doubles/azurite.ts';
import { createStorage, ensureContainers, type Storage } from '../storage/create-storage.ts';
import { about, appObjectId, examine, type Situation } from './test-examination.ts';
import { situations, stream, table } from './test-situations.ts';

describe('runDoctor', () => {
  let azurite: AzuriteDouble;
  let storage: Storage;
  before(async () => {
    azurite = await startAzurite();
    storage = createStorage(azurite, azurite.credential);
    await ensureContainers(storage);
    await storage.state.getBlockBlobClient('sweep.json').upload('{}', 2);
  });
  after(() => azurite?.stop());

  const look = async (situation: Situation, check: string): Promise<string> =>
    about(await examine(azurite, situation), check);

  it('finds nothing wrong where all is well, and leaves nothing behind', async () => {
    const traces = async () => {
      const names: string[] = [];
      for (const container of [storage.logs, storage.state, storage.deadLetters]) {
        for await (const { name } of container.listBlobsFlat()) names.push(name);
      }
      const { approximateMessagesCount } = await storage.queue.getProperties();
      return [...names, approximateMessagesCount];
    };
    const before = await traces();
    const findings = await examine(azurite, { doctor: { principal: appObjectId } });
    assert.deepEqual(
      findings.filter(({ state }) => state !== 'passed').map(({ check }) => check),
      ['servers'],
    );
    assert.ok(findings.length >= 25, String(findings.length));
    assert.deepEqual(await traces(), before);
    assert.match(
      about(findings, 'token for Azure Monitor'),
      /object 0a0a0a0a.* tenant 0d0d0d0d.* for 60 minutes/,
    );
  });

  it('checks the rest where some settings are wrong', async () => {
    const findings = await examine(azurite, {
      env: { MAILFLOW_DCR_IMMUTABLE_ID: 'my-rule', MAILFLOW_STORAGE_URI: 'x' },
    });
    assert.match(about(findings, 'settings'), /failed: MAILFLOW_STORAGE_URI is not a setting/);
    assert.match(
      about(findings, 'settings'),
      /failed: MAILFLOW_DCR_IMMUTABLE_ID must be .* → .*az functionapp/,
    );
    assert.match(about(findings, 'read checkpoints'), /passed/);
    assert.match(about(findings, 'message traces'), /passed/);
    assert.match(about(findings, table), /passed/);
    assert.equal(about(findings, stream), '');
  });

  it('tells for which service there is no token, and goes on', async () => {
    const failure = (message: string) => Object.assign(new Error(message), { name: 'AuthenticationError' });
    const findings = await examine(azurite, {
      signIn: (scope) =>
        scope.startsWith('https://monitor')
          ? failure('AADSTS500011: The resource principal was not found\nTrace')
          : undefined,
    });
    assert.match(
      about(findings, 'token for Azure Monitor'),
      /failed: .*AADSTS500011.* → .*MAILFLOW_INGESTION_AUDIENCE/,
    );
    assert.match(about(findings, 'token for storage'), /passed/);
    assert.match(about(findings, stream), /skipped: Not tried, since there is no token/);
    assert.match(about(findings, 'read log files'), /passed/);
  });

  for (const [name, situation, check, expected] of situations) {
    it(`tells of ${name}`, async () => assert.match(await look(situation, check), expected));
  }

  it('does not poll message traces where they are not asked for', async () => {
    const findings = await examine(azurite, { env: { MAILFLOW_MESSAGE_TRACE: undefined } });
    assert.equal(about(findings, 'message traces'), '');
    assert.equal(about(findings, 'token for Microsoft Graph'), '');
  });

  it('gives up a check that never ends, and no other', async () => {
    const findings = await examine(azurite, {
      doctor: {
        patienceMs: 1500,
        more: [{ name: 'endless', run: () => new Promise(() => {}) }],
      },
    });
    assert.match(about(findings, 'endless'), /failed: No answer within 2 s.* → .*firewall/);
    assert.match(about(findings, stream), /passed/);
  });
});
