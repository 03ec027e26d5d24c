import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Database } from '../../kql-engine/index.ts';
import { contentDatabase, type Row } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { trackingRows } from '../testing/tracking-lines.ts';

const clock = new Date(0);
let database: Database;

const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);

/** A record of 09:00 or another time, of a message of its own by its number. */
const record = (number: number, time = '09:00:00'): Row[] =>
  trackingRows([
    messageRecord(time, 'SMTP RECEIVE', 'a@x.example', otherMessage(number, `${number}@contoso.com`)),
  ]);

function arrives(time: string, ...rows: Row[][]): void {
  database.ingest('MessageTrackingLog_CL', rows.flat(), undefined, at(time));
}

/** The senders that a call gives when it is asked at a time. */
function senders(time: string, call = 'MailArrivals(1h)'): unknown[] {
  clock.setTime(at(time).getTime());
  return database.query(`${call} | sort by SenderAddress asc | project SenderAddress`).rows.flat();
}

beforeEach(() => {
  database = contentDatabase({ now: clock });
});

describe('what arrived within the window', () => {
  test('is new to one run only, however late it came', () => {
    arrives('09:05', record(1));
    arrives('10:40', record(2));
    assert.deepEqual(senders('10:00'), ['1@contoso.com']);
    assert.deepEqual(senders('11:00'), ['2@contoso.com']);
    assert.deepEqual(senders('12:00'), []);
    assert.deepEqual(senders('11:00', 'MailArrivals(2h)'), ['1@contoso.com', '2@contoso.com']);
  });

  test('on its edge belongs to the run of that time', () => {
    arrives('10:00', record(1));
    assert.deepEqual(senders('10:00'), ['1@contoso.com']);
    assert.deepEqual(senders('11:00'), []);
  });

  test('after the time of the run is left to the next', () => {
    arrives('10:02', record(1));
    assert.deepEqual(senders('10:00'), []);
    assert.deepEqual(senders('11:00'), ['1@contoso.com']);
  });

  test('and is older than the reach is not there', () => {
    arrives('10:30', record(1, '08:00:00'));
    assert.deepEqual(senders('11:00', 'MailArrivals(1h, 2h)'), []);
    assert.deepEqual(senders('11:00', 'MailArrivals(1h, 4h)'), ['1@contoso.com']);
  });

  test('and that Azure has dated by its arrival, as it is days old, is not there', () => {
    const old = record(1).map((row) => ({
      ...row,
      TimeGenerated: at('10:30'),
      eventTime: '2026-11-18T09:00:00Z',
    }));
    arrives('10:30', old, record(2));
    assert.deepEqual(senders('11:00'), ['2@contoso.com']);
  });
});

describe('copies', () => {
  test('of a record that was there before are not new', () => {
    const copied = record(1);
    arrives('09:05', copied);
    arrives('10:40', copied, record(2));
    assert.deepEqual(senders('10:00'), ['1@contoso.com']);
    assert.deepEqual(senders('11:00'), ['2@contoso.com']);
  });

  test('that arrive together are one record', () => {
    const copied = record(1);
    arrives('10:40', copied, copied);
    assert.deepEqual(senders('11:00'), ['1@contoso.com']);
  });

  test('count, where MailFlow is asked for them', () => {
    const copied = record(1);
    arrives('10:40', copied, copied);
    assert.equal(senders('11:00', 'MailFlow(ago(1d), now(), true)').length, 2);
    assert.equal(senders('11:00', 'MailFlow(ago(1d), now())').length, 1);
  });
});

test('other functions take the time of arrival, too', () => {
  arrives('10:40', record(1, '09:50:00'));
  assert.deepEqual(senders('11:00', 'MailTopSenders(15m)'), []);
  assert.deepEqual(senders('10:45', 'MailTopSenders(15m)'), []);
  assert.deepEqual(senders('10:45', 'MailTopSenders(15m, 5, 45m)'), ['1@contoso.com']);
  assert.deepEqual(senders('11:00', 'MailTopSenders(15m, 5, 45m)'), []);
  const forwarded = trackingRows([messageRecord('09:50:00', 'MAILBOXRULE RECEIVE', 'drop@x.example')]);
  arrives('10:40', forwarded);
  const forwards = (time: string) => {
    clock.setTime(at(time).getTime());
    return database.query('MailForwards(ago(1d), now(), ago(15m)) | project Target').rows;
  };
  assert.deepEqual(forwards('10:45'), [['drop@x.example']]);
  assert.deepEqual(forwards('11:00'), []);
});
