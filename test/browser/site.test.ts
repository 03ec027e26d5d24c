/** The site of the local stack, walked through in Chromium as a person would. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { seriousFaults } from './serious-faults.ts';
import { busyMessages, busySender, hostileSubject, noBrowser, SiteStack } from './site-stack.ts';

const workbookFile = fileURLToPath(new URL('./fixtures/senders.workbook.json', import.meta.url));

describe('the site', { skip: noBrowser, timeout: 600_000 }, () => {
  let site: SiteStack;
  before(async () => {
    site = await SiteStack.start();
  });
  after(async () => {
    await site?.stop();
  });
  afterEach(() => {
    assert.deepEqual(site.problems.splice(0), []);
  });

  const address = (query: string, time = 'P1D') => `/query#${new URLSearchParams({ query, time })}`;
  const cell = (page: Page, text: string) => page.getByRole('gridcell', { name: text, exact: true });
  const kusto = (page: Page) => page.locator('.query-editor[data-state="kusto"]').waitFor();

  test('answers with a policy that allows nothing from elsewhere', async () => {
    const response = await fetch(site.stack.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'(?:;|$)/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(await response.text(), /<script(?![^>]*\bsrc=)/);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no serious fault of accessibility, ${colorScheme}`, async () => {
      const page = await site.open('/flow', { colorScheme });
      const faults: string[] = [];
      const check = async (name: string) => {
        for (const fault of await seriousFaults(page)) faults.push(`${name}: ${fault}`);
      };
      await page.getByRole('region', { name: 'Servers' }).locator('tbody tr').first().waitFor();
      await check('flow');
      await page.getByRole('link', { name: 'Query', exact: true }).first().click();
      await kusto(page);
      await cell(page, 'RECEIVE').waitFor();
      await cell(page, 'RECEIVE').click();
      await page.getByRole('region', { name: 'Details of the row' }).waitFor();
      await check('query');
      await page.getByRole('link', { name: 'Rules', exact: true }).click();
      await page.getByRole('button', { name: 'Run all' }).click();
      // With the last one, the rules with alerts come to the top.
      await page.getByText(/^(\d+) of \1 rules run, [1-9]/).waitFor();
      await page.getByRole('link', { name: /top five senders/ }).click();
      await page.locator('.entity summary').first().click();
      await page.getByRole('link', { name: 'Query its records' }).first().waitFor();
      await check('rules');
      await page.getByRole('link', { name: 'Workbooks', exact: true }).click();
      await page.setInputFiles('input[type=file]', workbookFile);
      await cell(page, busySender).waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await check('workbook');
      await page.context().close();
      assert.deepEqual(faults, []);
    });
  }

  test('shows what strangers write as text, in grids, details and charts', async () => {
    const page = await site.open(
      address(`MessageTrackingLog_CL | where senderAddress has 'evil' | project messageSubject, sizeBytes`),
    );
    const hostile = cell(page, hostileSubject);
    await hostile.waitFor();
    await hostile.click();
    await page.getByRole('region', { name: 'Details of the row' }).getByText(hostileSubject).waitFor();
    await page.goto(
      site.stack.url +
        address(
          `MessageTrackingLog_CL | where senderAddress has 'evil' | project messageSubject, sizeBytes | render columnchart with (title='<img src=x onerror="window.hostile=1">')`,
        ),
    );
    await page.locator('.chart canvas').waitFor();
    await page.locator('.chart canvas').hover();
    assert.equal(await page.evaluate('window.hostile'), undefined);
    await page.context().close();
  });

  test('completes names of the workspace, runs with Shift and Enter, marks an error', async () => {
    const page = await site.open(address('print 1'));
    await kusto(page);
    await page.locator('.query-monaco .view-lines').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('MessageTrack');
    await page.locator('.suggest-widget').getByText('MessageTrackingLog_CL').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('MessageTrackingLog_CL | count', { delay: 5 });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Enter');
    await cell(page, String(busyMessages + 1)).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('MessageTrackingLog_CL | where nothing == 1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Enter');
    await page
      .getByRole('alert')
      .getByText(/Line 1, column 31/)
      .waitFor();
    // The refusal of the stack is an answer with status 400, which the browser reports.
    site.problems.splice(0);
    await page.context().close();
  });

  test('scrolls, sorts, filters and exports 100,000 rows', async () => {
    const page = await site.open(
      address(
        `range Number from 1 to 100000 step 1 | extend Name = strcat('row ', Number), Bag = bag_pack('half', Number / 2, 'list', range(1, 3))`,
      ),
    );
    const grid = page.getByRole('grid');
    await cell(page, 'row 1').waitFor();
    assert.equal(await grid.getAttribute('aria-rowcount'), '100001');
    assert.ok((await page.getByRole('gridcell').count()) < 1000);
    await grid.focus();
    await page.keyboard.press('Control+End');
    await cell(page, 'row 100000').waitFor();
    await grid.evaluate((node) => {
      (node as unknown as { scrollTop: number }).scrollTop = 28 * 50_000;
    });
    await cell(page, 'row 50001').waitFor();
    await page.getByRole('button', { name: 'Number' }).click();
    await page.getByRole('button', { name: 'Number' }).click();
    assert.equal(await page.getByRole('gridcell').first().textContent(), '100000');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('textbox', { name: 'Filter Number' }).fill('<=20');
    await page.getByText('20 of 100,000 rows').waitFor();
    await page.getByRole('searchbox', { name: 'Search in the rows' }).fill('row 1');
    await page.getByText('11 of 100,000 rows').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    const lines = text.split('\r\n');
    assert.equal(lines[0], '\uFEFFNumber,Name,Bag');
    assert.equal(lines[1], '19,row 19,"{""half"":9,""list"":[1,2,3]}"');
    assert.equal(lines.length, 13);
    await cell(page, 'row 19').click();
    await page.getByText('list: ').waitFor();
    await page
      .getByRole('region', { name: 'Details of the row' })
      .locator('summary', { hasText: '[3]' })
      .click();
    await page.getByText('2: ').waitFor();
    await page.context().close();
  });

  test('the edge of a column moves by the arrow keys', async () => {
    const page = await site.open(address('print Name = 1, Other = 2'));
    const edge = page.getByRole('separator', { name: 'Width of Name' });
    await edge.focus();
    const before = Number(await edge.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    assert.equal(Number(await edge.getAttribute('aria-valuenow')), before + 80);
    await page.keyboard.press('Home');
    assert.equal(await edge.getAttribute('aria-valuenow'), await edge.getAttribute('aria-valuemin'));
    await page.context().close();
  });

  test('draws what render asks for, and keeps the rows at hand', async () => {
    const page = await site.open(
      address(
        'MessageTrackingLog_CL | summarize Rows = count() by bin(TimeGenerated, 1m) | render timechart with (title="Rows a minute")',
      ),
    );
    await page.getByRole('img', { name: 'Rows a minute' }).locator('canvas').waitFor();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('columnheader', { name: 'TimeGenerated' }).waitFor();
    await page.context().close();
  });

  test('a link shows the same query to somebody else; the history keeps it', async () => {
    const query = `MessageTrackingLog_CL\n| where senderAddress == '${busySender}'\n| count`;
    const page = await site.open(address(query, 'PT1H'));
    await cell(page, String(busyMessages)).waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    assert.equal(await page.getByRole('button', { name: /^MessageTrackingLog_CL/ }).count(), 1);
    const other = await site.open(new URL(page.url()).pathname + new URL(page.url()).hash);
    await cell(other, String(busyMessages)).waitFor();
    assert.equal(await other.getByRole('combobox', { name: 'Time range' }).inputValue(), 'PT1H');
    await Promise.all([page.context().close(), other.context().close()]);
  });

  test('a query that reads the range of the Hunting page gets it, with the history before it', async () => {
    const page = await site.open(
      address(
        `let since = todatetime('{{StartTimeISO}}');
print Minutes = (todatetime('{{EndTimeISO}}') - since) / 1m, Before = toscalar(MessageTrackingLog_CL | where TimeGenerated < since | count)`,
        '2030-01-01T00:00:00Z/2030-01-01T00:07:00Z',
      ),
    );
    await cell(page, '7').waitFor();
    await cell(page, String(busyMessages + 1)).waitFor();
    await page.context().close();
  });

  test('a value of a row narrows the query', async () => {
    const page = await site.open(address('MessageTrackingLog_CL | project senderAddress, messageSubject'));
    await cell(page, 'stranger@evil.example').or(cell(page, busySender)).first().waitFor();
    await page.getByRole('searchbox', { name: 'Search in the rows' }).fill('evil');
    await cell(page, 'stranger@evil.example').click();
    await page.getByRole('button', { name: 'Only this messageSubject' }).click();
    await page.getByText('1 row', { exact: true }).waitFor();
    assert.match(decodeURIComponent(page.url().replaceAll('+', ' ')), /where messageSubject == '<img/);
    await page.context().close();
  });

  test('a rule finds its sender, with the rows behind and the query one click away', async () => {
    const page = await site.open('/rules/top-senders');
    await page.getByRole('button', { name: 'Run now' }).click();
    await page.getByText('1 alert.').waitFor();
    await page.getByText(`senderAddress ${busySender}`).waitFor();
    await cell(page, busySender).waitFor();
    await page.getByRole('link', { name: 'Open query' }).click();
    await page.waitForURL('**/query#*');
    await cell(page, busySender).waitFor();
    await page.context().close();
  });

  test('a workbook runs with its parameters, tabs and cross-filters', async () => {
    const page = await site.open('/workbooks');
    await page.setInputFiles('input[type=file]', workbookFile);
    await page.getByText('Rows of All in').waitFor();
    await page.getByText('Text with <b>HTML</b> stays text.').waitFor();
    const step = (name: string) => page.getByRole('region', { name });
    await step('Events').getByText('RECEIVE').waitFor();
    await step('Events')
      .getByText(String(busyMessages + 1), { exact: true })
      .waitFor();
    assert.equal(await page.getByRole('region', { name: /^Messages of/ }).count(), 0);
    await step('Top senders').getByRole('gridcell', { name: busySender, exact: true }).click();
    await step(`Messages of ${busySender}`).getByRole('gridcell', { name: 'News 230' }).waitFor();
    await page.getByRole('combobox', { name: 'Direction' }).selectOption('Incoming');
    await step('Events').getByText('The query returned no results.').waitFor();
    await page.getByRole('tab', { name: 'Servers' }).click();
    await step('Events by server').locator('canvas').waitFor();
    assert.equal(await step('Events').count(), 1);
    await page.context().close();
  });

  test('shows what comes in, and lets the theme be chosen', async () => {
    const page = await site.open('/', { colorScheme: 'dark' });
    await page.getByText('agent running').waitFor();
    await page.getByText(/^\d+ (?:s|min|h) old$/).waitFor();
    await page.getByRole('region', { name: 'Servers' }).locator('tbody tr').first().waitFor();
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    await page.getByRole('button', { name: 'Change to light colours' }).click();
    await page.reload();
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'light');
    await page.context().close();
  });

  test('fits a narrow screen', async () => {
    for (const path of ['/flow', '/query', '/rules', '/workbooks']) {
      const page = await site.open(path, { viewport: { width: 420, height: 800 } });
      await page.locator('main > *').last().waitFor();
      await page.locator('.panel, h1').first().waitFor();
      const width = await page.evaluate('document.documentElement.scrollWidth');
      assert.ok((width as number) <= 420, `${path} is ${width} pixels wide`);
      await page.context().close();
    }
  });
});
