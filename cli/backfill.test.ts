import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BackfillState, PollState } from '../src/message-trace/poll-state.ts';
import { sentence, summary } from './backfill.ts';

const day = 86_400_000;
const request = {
  from: '2026-10-22T00:00:00Z',
  to: '2026-11-21T00:00:00Z',
  requestedAt: '2026-11-21T00:00:00Z',
};
const from = Date.parse(request.from);
const known: BackfillState = {
  requestedAt: request.requestedAt,
  from,
  to: from + 30 * day,
  doneDownTo: from + 18 * day,
  startedAt: from + 30 * day,
  rows: 1_200_000,
  requests: 244,
  estimate: { rows: 1_800_000, requests: 360, seconds: 1350 },
};

function poll(backfill?: BackfillState): PollState {
  return { ...(backfill && { backfill }) } as PollState;
}

test('what a person hears of each state', () => {
  const said = (state: Parameters<typeof sentence>[0]) => sentence(state);
  assert.match(
    said({ request: undefined, poll: undefined }),
    /^No backfill was asked for\. "mailflow backfill/,
  );
  assert.match(said({ request, poll: poll() }), /^Asked for; the Functions app has not begun/);
  assert.equal(
    said({ request, poll: poll(known) }),
    '40 %, 1200000 rows in 244 requests; about 1800000 rows, 360 requests and 23 minutes are left.',
  );
  assert.equal(
    said({ request: undefined, poll: poll(known) }),
    'Stopped at 40 %: 1200000 rows in 244 requests.',
  );
  assert.equal(
    said({ request: undefined, poll: poll({ ...known, finishedAt: from + 31 * day }) }),
    'Done: 1200000 rows in 244 requests.',
  );
  assert.match(
    said({ request, poll: poll({ ...known, estimate: { rows: 3e7, requests: 6000, seconds: 18_000 } }) }),
    /and 5\.0 hours are left\.$/,
  );
});

test('a new request is not mistaken for the one done before', () => {
  const next = { ...request, requestedAt: '2026-11-22T00:00:00Z' };
  const seen = { request: next, poll: poll({ ...known, finishedAt: from + 31 * day }) };
  assert.match(sentence(seen), /has not begun/);
  assert.deepEqual(summary(seen), { state: 'waiting', requestedAt: next.requestedAt });
});

test('the state for scripts', () => {
  assert.deepEqual(summary({ request, poll: poll(known) }), {
    state: 'running',
    requestedAt: request.requestedAt,
    from: '2026-10-22T00:00:00.000Z',
    to: '2026-11-21T00:00:00.000Z',
    doneDownTo: '2026-11-09T00:00:00.000Z',
    share: 0.4,
    rows: 1_200_000,
    requests: 244,
    left: { rows: 1_800_000, requests: 360, seconds: 1350 },
  });
});
