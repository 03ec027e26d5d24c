import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNudger } from './nudger.ts';

function setup() {
  const sent: string[] = [];
  const state = { now: 0, down: false };
  const queue = {
    async sendMessage(text: string) {
      if (state.down) throw new Error('down');
      const { type, subject } = JSON.parse(Buffer.from(text, 'base64').toString());
      assert.equal(type, 'mailflow.nudge');
      sent.push(subject);
      return {} as never;
    },
  };
  return { sent, state, nudger: createNudger(queue, () => state.now) };
}
const blob = 'EX01/MSGTRK/MSGTRK2026112103-1.LOG';
const subject = `/blobServices/default/containers/exchange-logs/blobs/${blob}`;

test('at most one nudge a second for a blob, and never none for the last append', async () => {
  const { sent, state, nudger } = setup();
  for (state.now = 0; state.now < 3000; state.now += 100) {
    nudger.touch(blob);
    await nudger.flush();
  }
  assert.deepEqual(sent, [subject, subject, subject]);
  await nudger.flush();
  assert.equal(sent.length, 4, 'the appends since 2000 ms');
  state.now += 5000;
  await nudger.flush();
  assert.equal(sent.length, 4, 'nothing new');
});

test('a nudge that could not be sent is sent later', async () => {
  const { sent, state, nudger } = setup();
  state.down = true;
  nudger.touch(blob);
  await assert.rejects(nudger.flush());
  state.down = false;
  await nudger.flush();
  assert.deepEqual(sent, [subject]);
});

test('all at the end, whatever the time', async () => {
  const { sent, nudger } = setup();
  nudger.touch(blob);
  await nudger.flush();
  nudger.touch(blob);
  await nudger.flush();
  assert.equal(sent.length, 1);
  await nudger.flush(true);
  assert.equal(sent.length, 2);
});
