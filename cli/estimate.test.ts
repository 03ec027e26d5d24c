import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it, mock } from 'node:test';
import { generateLog } from '../bench/generate-log.ts';
import { MailflowError } from '../src/error.ts';
import { estimateCommand } from './estimate.ts';

async function run(...args: string[]): Promise<{ out: string; error: unknown }> {
  const log = mock.method(console, 'log', () => {});
  const command = estimateCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  let error: unknown;
  await command.parseAsync(args, { from: 'user' }).catch((reason) => {
    error = reason;
  });
  return { out: log.mock.calls.map((call) => call.arguments.join(' ')).join('\n'), error };
}

describe('mailflow estimate', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mailflow-estimate-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => mock.restoreAll());

  it('measures log files as the table will have them', async () => {
    const file = join(folder, 'MSGTRK2026112008-1.LOG');
    const { bytes } = await generateLog({ file, bytes: 1_000_000 });
    const { out, error } = await run(file, '--json');
    assert.equal(error, undefined);
    const { measured, perDay, plans, priceDate } = JSON.parse(out);
    assert.equal(measured.logBytes, bytes);
    assert.ok(measured.filtered > 0, 'probes are not billed');
    // Rows of about 1,030 bytes gain recordId, recipients, eventTime and TenantId.
    assert.ok(
      measured.billedBytesPerRow > 1030 && measured.billedBytesPerRow < 1400,
      measured.billedBytesPerRow,
    );
    assert.ok(perDay.tableGb > 0);
    assert.deepEqual(
      plans.map(({ plan }: { plan: string }) => plan),
      ['Analytics', 'Basic', 'Auxiliary', 'Sentinel analytics'],
    );
    assert.match(priceDate, /^20/);
  });

  it('prints lined-up tables, with currency, date of prices, assumptions and what patience saves', async () => {
    const { out } = await run(
      '--messages-per-day',
      '50,000',
      '--servers',
      '4',
      '--online-deliveries',
      '200000',
    );
    assert.match(out, /rows of Exchange servers +500,000\n/);
    assert.match(out, /\(USD, East US, prices of 20\d\d-\d\d-\d\d\)/);
    const costs = out
      .split('\n')
      .filter((line) => /^ {2}(?: {5}|Analytics|Basic|Auxiliary|Sentinel)/.test(line));
    assert.equal(costs.length, 5);
    assert.equal(new Set(costs.map((line) => line.length)).size, 1, 'columns end together');
    assert.match(out, /pollSeconds": 30 would save/);
    assert.match(out, /This rests on\n {2}- /);
  });

  it('says what it needs', async () => {
    assert.match(String((await run()).error), /log files, --messages-per-day or --online-deliveries/);
    assert.match(String((await run('x.log', '--messages-per-day', '1')).error), /not both/);
    assert.match(String((await run('--messages-per-day', '-1')).error), /above 0/);
    assert.match(
      String((await run('--messages-per-day', '1', '--retention', '90', '--total-retention', '30')).error),
      /cannot be less/,
    );
  });

  it('refuses a log without rows, with advice', async () => {
    const file = join(folder, 'MSGTRK2026112009-1.LOG');
    await writeFile(file, '#Software: Microsoft Exchange Server\r\n#Fields: date-time,client-ip\r\n');
    const { error } = await run(file);
    assert.ok(error instanceof MailflowError);
    assert.match(error.advice, /MSGTRK|#Fields|log/);
  });
});
