import assert from 'node:assert/strict';
import { get } from 'node:http';
import { after, before, test } from 'node:test';
import { TestMonitor } from './test-monitor.ts';

let monitor: TestMonitor;
before(async () => {
  monitor = await TestMonitor.start();
});
after(() => monitor.stop());

test('rows are there after a restart, with the time of their receipt', async (t) => {
  await monitor.post(JSON.stringify([monitor.health('kept')]));
  const before = new Map(monitor.counts);
  const received = monitor.time;
  monitor.time = new Date(received.getTime() + 3_600_000);
  t.after(() => {
    monitor.time = received;
  });
  await monitor.restart();
  assert.deepEqual(new Map(monitor.counts), before);
  assert.deepEqual(
    await monitor.query("MailflowHealth_CL | where component == 'kept' | project ingestion_time()"),
    [['2026-06-15T12:00:00.0000000Z']],
  );
});

test('the page, the status, and names that are not ours', async () => {
  const { url } = monitor;
  assert.equal(await (await fetch(url)).text(), '<p>the page</p>');
  const status = (await (await fetch(`${url}/status`)).json()) as { tables: Record<string, number> };
  assert.deepEqual(Object.keys(status.tables), ['MessageTrackingLog_CL', 'MailflowHealth_CL']);
  assert.equal((await fetch(`${url}/nothing`)).status, 404);
  assert.equal((await fetch(`${url}/api/lines`, { method: 'POST', body: 'x' })).status, 503);
  const rebound = await new Promise<number | undefined>((resolve) => {
    get(url, { headers: { host: `evil.example:${monitor.sitePort}` } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  assert.equal(rebound, 421);
  assert.deepEqual(monitor.reports, []);
});
