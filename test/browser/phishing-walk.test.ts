/** From the sample of `npm start` to the way of one phishing message and its rows, in Chromium as a person would go. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright-core';
import { lookalikeOn } from '../../local/sample/incidents/phishing-wave.ts';
import { seriousFaults } from './serious-faults.ts';
import { noBrowser, SiteStack } from './site-stack.ts';

const DAY = 86_400_000;

describe('a phishing wave of the sample', { skip: noBrowser, timeout: 600_000 }, () => {
  let site: SiteStack;
  before(async () => {
    site = await SiteStack.startSample();
  });
  after(async () => {
    await site?.stop();
  });

  test('is found by a rule, followed to a message and its journey, and exported', async () => {
    const page = await site.open('/');
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByText(/^(\d+) of \1 rules run, [1-9]\d* alerts$/).waitFor({ timeout: 120_000 });

    // The rules with alerts stand first; one of them tells of the wave.
    await page.getByRole('checkbox', { name: 'With alerts' }).check();
    await page.getByRole('link', { name: /Many people get the same subject from a new sender/ }).click();
    // Each day has a domain of its own; around midnight there are two.
    const alerts = page.getByText(/^[12] alerts?\.$/);
    await alerts.waitFor();
    const entities = page.getByRole('list', { name: 'Entities' });
    const account = await entities.getByText('it-support@').first().textContent();
    const domain = account!.split('@')[1]!;
    const now = Date.now();
    assert.ok([now, now - DAY].map(lookalikeOn).includes(domain), domain);

    // From its entity to the messages.
    await entities.locator('summary', { hasText: domain }).first().focus();
    await page.keyboard.press('Enter');
    const find = entities.getByRole('link', { name: 'Find messages from it' });
    await find.waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await find.click();
    await page.waitForURL('**/workbooks/message-journey#*');
    assert.equal(await page.getByLabel('Sender', { exact: true }).inputValue(), `@${domain}`);
    const messages = page.getByRole('region', { name: /^Messages/ });
    const sender = messages.getByRole('gridcell', { name: `it-support@${domain}`, exact: true });
    await sender.first().waitFor();

    // The oldest has been through for a while.
    await messages.getByRole('button', { name: 'Time', exact: true }).click();
    await sender.first().click();
    const steps = page.getByRole('region', { name: /^Steps/ });
    await steps.getByRole('gridcell', { name: 'RECEIVE' }).first().waitFor();
    assert.ok((await steps.getByRole('gridcell', { name: 'EDGE01' }).count()) >= 2);
    assert.ok((await steps.getByRole('gridcell', { name: /^MBX0[12]$/ }).count()) >= 2);
    await page.getByRole('region', { name: 'Where the time went' }).locator('canvas').waitFor();
    const fate = page.getByRole('region', { name: 'What became of it, for each recipient' });
    await fate
      .getByRole('gridcell', { name: /Delivered|Failed|Redirected/ })
      .first()
      .waitFor();
    const message = chosenIn(page.url()).Message as string;
    assert.match(message, /^[0-9a-f-]{36}$/);

    // Its steps as CSV, from the workbook and by the query behind the grid.
    const shown = await exported(page, steps.getByRole('button', { name: 'CSV' }));
    await steps.getByRole('link', { name: 'Query' }).click();
    await page.waitForURL('**/query#*');
    await page.getByRole('gridcell', { name: 'EDGE01' }).first().waitFor();
    const rows = await exported(page, page.getByRole('button', { name: 'CSV' }));
    assert.deepEqual(shown, rows);
    const stored = await site.stack.query(
      `MailFlow(ago(1d), now()) | where MessageKey == '${message}' and not(IsShadow)
      | project strcat(format_datetime(EventTime, 'yyyy-MM-dd HH:mm:ss.fff'), ' ', iif(isempty(Computer), 'Exchange Online', Computer), ' ', EventId)`,
    );
    const told = rows.map(({ Time, Server, EventId }) => `${Time} ${Server} ${EventId}`);
    assert.ok(rows.length >= 4);
    assert.deepEqual(told.toSorted(), stored.map(([text]) => text).sort());
    assert.ok(rows.every(({ MessageId }) => MessageId === rows[0]!.MessageId));

    // The way back leads to the alert, as it was.
    await page.goBack();
    await page.goBack();
    await alerts.waitFor();

    assert.deepEqual(site.problems.splice(0), []);
    await page.context().close();
  });
});

function chosenIn(address: string): Record<string, unknown> {
  const state = new URLSearchParams(new URL(address).hash.slice(1));
  return JSON.parse(state.get('parameters') ?? '{}') as Record<string, unknown>;
}

/** The rows of the CSV file that a button gives. */
async function exported(page: Page, button: Locator): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return parse(readFileSync(await download.path(), 'utf8'), { columns: true, bom: true });
}
