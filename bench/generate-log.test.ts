import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { parse } from 'csv-parse/sync';
import { trackingFields } from '../local/sample/message.ts';
import { generateLog, parseSize } from './generate-log.ts';

const BYTES = 12_000_000;

test('a generated log has the shape that the figures are measured with', async (t) => {
  const { text, made } = await generate(t, 1);
  assert.equal(made.bytes, Buffer.byteLength(text));
  assert.ok(made.bytes <= BYTES && made.bytes > BYTES - 5000);
  assert.ok(text.endsWith('\r\n'));

  const lines = text.split('\r\n').filter((line) => line !== '' && !line.startsWith('#'));
  const records: string[][] = parse(lines.join('\r\n'));
  assert.equal(records.length, made.rows);
  assert.ok(records.every((values) => values.length === 30));

  const near = (value: number, goal: number, tolerance: number) =>
    assert.ok(Math.abs(value - goal) <= tolerance, `${value}, not ${goal}`);
  const share = (holds: (line: string) => boolean) => lines.filter(holds).length / lines.length;
  near(made.bytes / made.rows, 1031, 30);
  near(
    share((line) => line.includes('"')),
    0.56,
    0.03,
  );
  near(
    share((line) => line.includes('""')),
    0.06,
    0.015,
  );
  near(
    share((line) => /[^\u0000-\u007f]/.test(line)),
    0.08,
    0.015,
  );
  const recipients = records.map((values) => values[trackingFields.indexOf('recipient-address')]!);
  near(recipients.filter((list) => list.includes(';')).length / made.rows, 0.17, 0.02);
  near(recipients.filter((list) => list.startsWith('HealthMailbox')).length / made.rows, 0.08, 0.015);

  const times = records.map((values) => values[0]!);
  assert.deepEqual(times, times.toSorted());
  assert.equal(new Set(records.map((values) => values[trackingFields.indexOf('log-id')])).size, made.rows);
});

test('the same seed gives the same bytes', async (t) => {
  const [first, again, other] = [await generate(t, 1), await generate(t, 1), await generate(t, 2)];
  assert.ok(first.text === again.text);
  assert.ok(first.text !== other.text);
});

test('sizes', () => {
  assert.equal(parseSize('200MB'), 200e6);
  assert.equal(parseSize('1.5 GB'), 1.5e9);
  assert.equal(parseSize('1500'), 1500);
  assert.equal(parseSize('many'), undefined);
});

async function generate(t: TestContext, seed: number) {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-bench-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'x.LOG');
  const made = await generateLog({ file, bytes: BYTES, seed });
  return { made, text: readFileSync(file, 'utf8') };
}
