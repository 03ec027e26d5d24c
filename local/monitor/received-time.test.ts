import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceOldTimes } from './received-time.ts';

test('times older than 2 days, more than 1 day ahead, or missing become the time of receipt', () => {
  const rows = [
    { TimeGenerated: '2026-01-08T12:00:00.0000000Z' },
    { TimeGenerated: '2026-01-08T11:59:59.9999999Z' },
    { TimeGenerated: '2026-01-11T12:00:00.0000000Z' },
    { TimeGenerated: '2026-01-11T12:00:00.0000001Z' },
    {},
  ];
  replaceOldTimes(rows, new Date('2026-01-10T12:00:00.123Z'));
  const received = '2026-01-10T12:00:00.1230000Z';
  assert.deepEqual(
    rows.map((row) => row.TimeGenerated),
    [received, received, '2026-01-11T12:00:00.0000000Z', '2026-01-11T12:00:00.0000001Z', received],
  );
  const kept = [
    { TimeGenerated: '2026-01-08T12:00:00.1230000Z' },
    { TimeGenerated: '2026-01-11T12:00:00.1230001Z' },
  ];
  replaceOldTimes(kept, new Date('2026-01-10T12:00:00.123Z'));
  assert.deepEqual(kept, [{ TimeGenerated: '2026-01-08T12:00:00.1230000Z' }, { TimeGenerated: received }]);
});
