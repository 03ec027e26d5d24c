import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { TenantRow } from '../../test/doubles/graph/tenant.ts';
import { LogFiles } from './log-files.ts';
import { trackingFields } from './message.ts';
import { createRandom } from './random.ts';
import { type RunOptions, runSample } from './run-sample.ts';
import { sampleRecords } from './sample-records.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = Date.UTC(2026, 10, 18, 14, 20);
const main = new URL('./main.ts', import.meta.url);

test('history: hourly files of each server, with header, CRLF, ordered by time, the records of the window', async (t) => {
  const dir = folder(t);
  await runSample({ dir, hours: 2, now: () => now });
  const files = read(dir);
  assert.ok(files.has(join('MBX01', 'MessageTracking', 'MSGTRK2026111812-1.LOG')));
  assert.ok(files.has(join('MBX02', 'MessageTracking', 'MSGTRKMD2026111813-1.LOG')));
  assert.ok(files.has(join('MBX01', 'MessageTracking', 'MSGTRKMS2026111814-1.LOG')));
  assert.ok(files.has(join('EDGE01', 'MessageTracking', 'MSGTRK2026111814-1.LOG')));
  for (const [name, text] of files) {
    const lines = text.split('\r\n');
    assert.equal(lines.pop(), '');
    assert.ok(!lines.some((line) => line.includes('\n')));
    assert.equal(lines[0], '#Software: Microsoft Exchange Server');
    assert.match(lines[1]!, /^#Version: 15\.02\.\d{4}\.\d{3}$/);
    assert.equal(lines[2], '#Log-type: Message Tracking Log');
    assert.equal(lines[3], `#Date: ${lines[5]!.slice(0, 24)}`);
    assert.equal(lines[4], `#Fields: ${trackingFields.join(',')}`);
    const times = lines.slice(5).map((line) => line.slice(0, 24));
    assert.deepEqual(times, times.toSorted());
    const hour = /(\d{10})-\d+\.LOG$/.exec(name)![1];
    assert.ok(times.every((time) => time.slice(0, 13).replace(/\D/g, '') === hour));
  }
  const expected = [...sampleRecords({ from: now - 2 * HOUR, to: now })].map(({ values }) => values);
  assert.deepEqual(records(files), sortById(expected));
});

test('the same seed and period give the same bytes', async (t) => {
  const [first, second] = [folder(t), folder(t)];
  for (const dir of [first, second]) await runSample({ dir, seed: 3, hours: 1, now: () => now });
  assert.deepEqual(read(first), read(second));
});

test('a file rolls over at its limit', (t) => {
  const dir = folder(t);
  const files = new LogFiles(dir, { rollAt: 20_000 });
  for (const record of sampleRecords({ from: now, to: now + 10 * MINUTE })) files.append(record);
  files.close();
  const sizes = [...read(dir)]
    .filter(([name]) => name.includes('MBX01') && name.includes('MSGTRK20'))
    .map(([, text]) => Buffer.byteLength(text));
  assert.ok(sizes.length > 2);
  assert.equal(sizes.filter((size) => size < 20_000).length, 1);
  assert.ok(sizes.every((size) => size < 25_000));
  assert.ok([...read(dir)].every(([, text]) => text.startsWith('#Software')));
});

test('crashes and restarts of a live run leave the same files as one run without', async (t) => {
  const [whole, broken] = [folder(t), folder(t)];
  const end = now + 25 * MINUTE;
  await live(whole, now, end, () => false);

  const random = createRandom('crashes of a run');
  let clock = now;
  let crashes = 0;
  let halfLines = 0;
  while (clock < end) {
    clock = await live(broken, clock, end, () => random.chance(1 / 120));
    if (clock >= end) break;
    crashes += 1;
    if ([...read(broken).values()].some((text) => !text.endsWith('\n'))) halfLines += 1;
  }
  assert.ok(crashes >= 5, `${crashes} crashes`);
  assert.ok(halfLines >= 1, `${halfLines} crashes in the middle of a line`);
  assert.deepEqual(read(broken), read(whole));
  assert.ok(traceLines(whole).length > 50, String(traceLines(whole).length));
  assert.deepEqual(traceLines(broken), traceLines(whole));
});

test('rows of the tenant: those of earlier runs, then those to come; an unfinished line is cut off', async (t) => {
  const dir = folder(t);
  await runSample({ dir, hours: 1, now: () => now });
  const before = traceLines(dir);
  const [file] = traceFiles(dir);
  writeFileSync(file!, `${before.slice(0, -1).join('\n')}\n${before.at(-1)!.slice(0, 40)}`);
  const rows: string[] = [];
  const onTrace = (row: TenantRow) => rows.push(JSON.stringify(row));
  await live(dir, now, now + 10 * MINUTE, () => false, { onTrace });
  assert.deepEqual(rows.slice(0, before.length - 1), before.slice(0, -1));
  assert.ok(rows.length > before.length + 10);
  assert.equal(new Set(rows).size, rows.length);
  assert.deepEqual(traceLines(dir).toSorted(), rows.toSorted());
});

test('a long rest is caught up with at the density of history, and no message loses its beginning', async (t) => {
  const dir = folder(t);
  await live(dir, now, now + 10 * MINUTE, () => false, { incidents: [] });
  await live(dir, now + 3 * HOUR, now + 3 * HOUR + 5 * MINUTE, () => false, { incidents: [] });
  const all = records(read(dir));
  assert.equal(new Set(all.map((values) => values[28])).size, all.length);
  const perHour = Map.groupBy(all, (values) => values[0]!.slice(0, 13));
  for (const hour of ['15', '16']) {
    const count = perHour.get(`2026-11-18T${hour}`)!.length;
    assert.ok(count > 800 && count < 4000, String(count));
  }
  // Messages that begin in the window begin with their submission or reception.
  const id = trackingFields.indexOf('network-message-id');
  const messages = Map.groupBy(
    all.toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    (values) => values[id]!,
  );
  messages.delete('');
  for (const [first] of messages.values()) {
    if (Date.parse(first![0]!) < now) continue;
    const event = first![trackingFields.indexOf('event-id')]!;
    assert.match(event, /^(RECEIVE|HARECEIVE|SUBMIT|DSN|DELIVER|DEFER|FAIL|MODERATORAPPROVE)$/);
  }
});

test('logs of another seed are continued, and its unfinished line is closed', async (t) => {
  const dir = folder(t);
  await runSample({ dir, hours: 1, now: () => now });
  const files = new LogFiles(dir);
  // One without a quote: half of it can be read as a line of its own.
  const next = [...sampleRecords({ from: now, to: now + 5 * MINUTE })].find(
    ({ values }) => !values.some((value) => /[",]/.test(value)),
  );
  files.appendHalf(next!, 0.5);
  files.close();
  await live(dir, now, now + 10 * MINUTE, () => false, { seed: 9 });
  const texts = [...read(dir).values()];
  const odd = texts
    .flatMap((text) => text.split('\r\n'))
    .filter((line) => line !== '' && !line.startsWith('#') && split(line).length !== 30);
  assert.equal(odd.length, 1);
});

test('as a child process: history, then live, until SIGTERM', async (t) => {
  const dir = folder(t);
  const child = start(t, dir);
  const [report] = (await once(child, 'message')) as [{ type: string; records: number }];
  assert.equal(report.type, 'history');
  assert.equal(records(read(dir)).length, report.records);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('as a child process: ends with its parent', async (t) => {
  const child = start(t, folder(t));
  await once(child, 'message');
  child.disconnect();
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

/** Runs live with a clock that moves only by sleeping, until `end` or a crash. Returns the time of the end. */
async function live(
  dir: string,
  begin: number,
  end: number,
  crash: () => boolean,
  more: Partial<RunOptions> = {},
): Promise<number> {
  let clock = begin;
  const stop = new AbortController();
  await runSample({
    dir,
    live: true,
    hours: 0.5,
    signal: stop.signal,
    now: () => clock,
    async sleep(milliseconds) {
      if (clock > begin && crash()) throw new Error('crash');
      clock += milliseconds;
      if (clock >= end) stop.abort();
    },
    ...more,
  }).catch((error: Error) => assert.equal(error.message, 'crash'));
  return clock;
}

function start(t: TestContext, dir: string): ChildProcess {
  const child = fork(main, ['--dir', dir, '--hours', '1', '--live'], { silent: true });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

function folder(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'mailflow-sample-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function traceFiles(dir: string): string[] {
  const place = join(dir, 'ExchangeOnline');
  return readdirSync(place)
    .sort()
    .map((name) => join(place, name));
}

function traceLines(dir: string): string[] {
  return traceFiles(dir).flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
}

/** Texts of the log files by their path in the folder. */
function read(dir: string): Map<string, string> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.LOG'),
  );
  return new Map(names.sort().map((name) => [name, readFileSync(join(dir, name), 'utf8')]));
}

function records(files: ReadonlyMap<string, string>): string[][] {
  const lines = [...files.values()].flatMap((text) =>
    text.split('\r\n').filter((line) => line !== '' && !line.startsWith('#')),
  );
  return sortById(lines.map(split));
}

function split(line: string): string[] {
  return (parse(line, { relax_quotes: true, relax_column_count: true }) as string[][])[0]!;
}

function sortById<T extends readonly string[]>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (a[28]! < b[28]! ? -1 : 1));
}
