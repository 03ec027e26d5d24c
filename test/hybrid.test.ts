/** Mail on premises, hybrid mail and mail of Exchange Online, in the one table of a running stack. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { freePortRow, RunningStack } from './running-stack.ts';

/** Ids of messages that Exchange Online passed to a group on premises and got back for members of its own. */
const returned = `
  let online = MessageTrackingLog_CL | where collector == 'MessageTrace';
  let expanded = MessageTrackingLog_CL | where collector == 'Function' and eventId == 'EXPAND' | distinct networkMessageId;
  online
  | where networkMessageId in (expanded)
  | summarize passedOn = countif(recipientAddress endswith '@contoso.com'),
      cameBack = countif(recipientAddress endswith '@contoso.mail.onmicrosoft.com') by networkMessageId
  | where passedOn > 0 and cameBack > 0
  | project networkMessageId`;

/** The way of one message, in order. */
const way = (id: string) => `
  MessageTrackingLog_CL
  | where networkMessageId == '${id}'
  | where collector == 'MessageTrace' or eventId in ('RECEIVE', 'EXPAND', 'SENDEXTERNAL')
  | sort by eventTime asc
  | project place = iff(collector == 'MessageTrace', 'Exchange Online', Computer), eventId, recipientAddress, traceStatus, messageId`;

type Step = [place: string, event: string, recipient: string, status: string, messageId: string];

const there = [
  'Exchange Online',
  'EDGE01 RECEIVE',
  'MBX RECEIVE',
  'MBX EXPAND',
  'EDGE01 RECEIVE',
  'EDGE01 SENDEXTERNAL',
  'Exchange Online',
];

/** The places in order; several rows of one place, for several recipients, are one. */
function stations(steps: readonly Step[]): string[] {
  return steps
    .map(([place, event]) =>
      place === 'Exchange Online' ? place : `${place.replace(/^MBX\d+/, 'MBX')} ${event}`,
    )
    .filter((station, index, all) => station !== all[index - 1]);
}

test('one query follows a message from Exchange Online to a mailbox server and back', {
  timeout: 240_000,
}, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'mailflow-hybrid-'));
  const stack = new RunningStack(await freePortRow(), ['--data', data]);
  t.after(async () => {
    await stack.stop();
    rmSync(data, { recursive: true, force: true });
  });
  await stack.start();
  await stack.until(async () => (await stack.query(returned)).length > 0, 120_000);

  const [[id]] = (await stack.query(returned)) as [[string]];
  const follow = async () => (await stack.query(way(id))) as Step[];
  // The files of the servers come one by one.
  await stack
    .until(async () => isDeepStrictEqual(stations(await follow()), there), 60_000)
    .catch(() => undefined);
  const steps = await follow();
  assert.deepEqual(stations(steps), there);
  assert.equal(new Set(steps.map(([, , , , messageId]) => messageId)).size, 1);
  const [first, last] = [steps[0]!, steps.at(-1)!];
  assert.match(first[2], /^[^;]+@contoso\.com$/);
  assert.match(last[2], /^[^;]+@contoso\.mail\.onmicrosoft\.com$/);
  assert.match(last[3], /^(delivered|gettingstatus)$/i);

  const kinds = await stack.query(`
    MessageTrackingLog_CL
    | where isnotempty(networkMessageId)
    | summarize online = countif(collector == 'MessageTrace'), premises = countif(collector != 'MessageTrace') by networkMessageId
    | summarize countif(online > 0 and premises == 0), countif(online == 0), countif(online > 0 and premises > 0)`);
  for (const [index, kind] of ['online only', 'on premises only', 'both'].entries()) {
    assert.ok((kinds[0]![index] as number) > 0, kind);
  }
  const [[rows, versions]] = (await stack.query(
    "MessageTrackingLog_CL | where collector == 'MessageTrace' | summarize count(), dcount(recordId)",
  )) as [[number, number]];
  assert.equal(rows, versions);
  const directions = await stack.query(
    "MessageTrackingLog_CL | where collector == 'MessageTrace' | distinct directionality | sort by directionality asc",
  );
  assert.deepEqual(directions.flat(), ['Incoming', 'Originating']);
});
