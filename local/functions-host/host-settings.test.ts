import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostSettings } from './host-settings.ts';

test('defaults are those of Azure Functions', () => {
  assert.deepEqual(hostSettings('{"version":"2.0"}'), {
    functionTimeout: 1_800_000,
    routePrefix: 'api',
    queues: {
      batchSize: 16,
      newBatchSize: 8,
      maxDequeueCount: 5,
      visibilityTimeout: 0,
      maxPollingInterval: 60_000,
      base64: true,
    },
  });
});

test('what host.json says is taken', () => {
  const queues = {
    batchSize: 4,
    newBatchSize: 1,
    maxDequeueCount: 3,
    visibilityTimeout: '00:00:30',
    messageEncoding: 'none',
  };
  const settings = hostSettings(
    JSON.stringify({ functionTimeout: '-1', extensions: { queues, http: { routePrefix: '' } } }),
  );
  assert.equal(settings.functionTimeout, undefined);
  assert.equal(settings.routePrefix, '');
  assert.equal(settings.queues.visibilityTimeout, 30_000);
  assert.equal(settings.queues.base64, false);
  assert.equal(settings.queues.newBatchSize, 1);
});

test('a wrong time is named', () => {
  assert.throws(() => hostSettings('{"functionTimeout":"10 minutes"}'), {
    code: 'host-json',
    message: /10 minutes/,
  });
  assert.throws(() => hostSettings('{'), { code: 'host-json' });
});
