import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RestError } from '@azure/storage-blob';
import { type AzuriteDouble, startAzurite } from '../../test/doubles/azurite.ts';
import { nudgeMessage } from '../agent/nudger.ts';
import { BlobDeadLetters } from '../storage/blob-dead-letters.ts';
import { createStorage, ensureContainers, type Storage } from '../storage/create-storage.ts';
import { checkBacklog } from './check-backlog.ts';
import { checkApp, checkServers } from './check-servers.ts';
import { checkStorage } from './check-storage.ts';
import { createClockSamples } from './clock-samples.ts';
import type { Check } from './finding.ts';
import { runChecks } from './run-checks.ts';
import { about } from './test-examination.ts';

const minute = 60_000;
const hour = 60 * minute;

const findings = (checks: readonly Check[]) => runChecks(checks, 20_000);

/** A storage account that answers every request so. */
function answering(statusCode: number | undefined, code: string): Storage {
  const refuse = async (): Promise<never> => {
    throw new RestError('refused', { code, ...(statusCode !== undefined && { statusCode }) });
  };
  const requests = new Set(['next', 'create', 'acquireLease', 'getProperties', 'deleteMessage', 'exists']);
  const anything: object = new Proxy(() => {}, {
    get: (_, name) => {
      if (name === 'url') return 'https://account.queue.test/queue';
      if (name === Symbol.asyncIterator) return () => ({ next: refuse });
      return requests.has(String(name)) ? refuse : anything;
    },
    apply: () => anything,
  });
  return {
    logs: anything,
    state: anything,
    deadLetters: anything,
    queue: anything,
    poison: anything,
  } as Storage;
}

describe('checkStorage', () => {
  const all = (storage: Storage, standIn = false) =>
    findings(checkStorage(storage, standIn, createClockSamples(), Date.now));

  for (const [status, code, expected] of [
    [
      403,
      'AuthorizationPermissionMismatch',
      /failed: The identity may not do this \(403 .* → .*role Storage (Blob|Queue) Data/,
    ],
    [403, 'AuthorizationFailure', /failed: .*not accept requests from this network.* → .*private endpoints/],
    [401, 'InvalidAuthenticationInfo', /failed: .*does not accept the token.* → .*clock/],
    [404, 'ContainerNotFound', /failed: .*no such container.* → Deploy/],
    [503, 'ServerBusy', /failed: .*busy.* → .*again/],
    [undefined, 'ENOTFOUND', /failed: .*cannot be reached.* → .*name resolution/],
    [undefined, 'SELF_SIGNED_CERT_IN_CHAIN', /failed: .*certificate.* → .*NODE_EXTRA_CA_CERTS/],
  ] as const) {
    it(`gives advice for ${status ?? 'no answer'} ${code}`, async () => {
      const found = await all(answering(status, code));
      assert.equal(found.length, 7);
      for (const { check } of found) assert.match(about(found, check), expected);
    });
  }

  it('lets a person who only looks lack the rights to write, not those to read', async () => {
    const found = await all(answering(403, 'AuthorizationPermissionMismatch'), true);
    assert.match(about(found, 'write checkpoints'), /warned/);
    assert.match(about(found, 'take from the queue'), /warned/);
    assert.match(about(found, 'read checkpoints'), /failed/);
  });
});

describe('backlog and servers', () => {
  let azurite: AzuriteDouble;
  let storage: Storage;
  before(async () => {
    azurite = await startAzurite();
    storage = createStorage(azurite, azurite.credential);
    await ensureContainers(storage);
  });
  after(() => azurite?.stop());

  const after20min = () => Date.now() + 20 * minute;
  const after3h = () => Date.now() + 3 * hour;

  it('tells whether the app lives, by its sweep', async () => {
    const look = async (now = Date.now) => about(await findings([checkApp(storage, now)]), 'functions app');
    assert.match(await look(), /warned: It has not looked .* → /);
    await storage.state.getBlockBlobClient('sweep.json').upload('{}', 2);
    assert.match(await look(), /passed/);
    assert.match(await look(after20min), /warned: It last looked for log files 20 min ago/);
    assert.match(await look(after3h), /failed: .* → .*started/);
  });

  it('tells how long the queue waits', async () => {
    const look = async (now = Date.now) => about(await findings(checkBacklog(storage, now)), 'queue');
    assert.match(await look(after3h), /passed: empty/);
    await storage.queue.sendMessage(nudgeMessage('MBX01/MSGTRK/a.LOG'));
    assert.match(await look(), /passed: 1 message waits/);
    assert.match(await look(after20min), /warned: 1 message waits, the first for 20 min/);
    assert.match(await look(after3h), /failed: .* → .*forward-blob/);
  });

  it('tells what lies in the poison queue', async () => {
    const look = async () => about(await findings(checkBacklog(storage, Date.now)), 'poison queue');
    assert.match(await look(), /passed: empty/);
    await storage.poison.sendMessage(nudgeMessage('MBX01/MSGTRK/a.LOG'));
    assert.match(await look(), /warned: 1 message failed .* MBX01\/MSGTRK\/a.LOG.* → .*sweep/);
  });

  it('tells how many dead letters there are, and for which reasons; never what stands in them', async () => {
    const look = async () => about(await findings(checkBacklog(storage, Date.now)), 'dead letters');
    assert.match(await look(), /passed: none/);
    const letter = {
      time: '2026-11-21T08:00:00Z',
      stream: 'Custom-MessageTrackingLog',
      file: 'MBX01/MSGTRK/a.LOG',
      Computer: 'MBX01',
      reason: 'column-count',
      message: 'x',
      raw: 'secret subject',
    };
    await new BlobDeadLetters(storage.deadLetters).write([
      letter,
      letter,
      { ...letter, reason: 'row-too-large' },
    ]);
    const text = await look();
    assert.match(
      text,
      /warned: 1 blob with \d+ bytes since 20\d\d-\d\d-\d\d: column-count 2, row-too-large 1.* → .*mailflow replay/,
    );
    assert.doesNotMatch(text, /secret/);
  });

  it('tells of servers that lag or are silent, and where there are none', async () => {
    const look = async (expected: boolean, now = Date.now) =>
      findings([checkServers(storage, expected, now)]);
    assert.match(about(await look(true), 'servers'), /warned: Nothing has been shipped.* → .*agent/);
    assert.match(about(await look(false), 'servers'), /skipped/);
    const blob = storage.logs.getAppendBlobClient('MBX01/MSGTRK/MSGTRK2026112108-1.LOG');
    await blob.create();
    await blob.appendBlock('x\n', 2);
    const check = 'server MBX01';
    assert.match(about(await look(true), check), /passed/);
    assert.match(
      about(await look(true, after20min), check),
      /warned: Not forwarded yet: 1 log file, the first for 20 min/,
    );
    const late = about(await look(true, after3h), check);
    assert.match(late, /failed: Not forwarded yet: .* → .*forward-blob/);
    assert.match(late, /warned: Its agent has shipped nothing for 3 h/);
    assert.match(late, /MessageTrackingLog/);
  });
});
