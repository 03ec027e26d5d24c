/**
 * Pictures of every page and workbook of a running stack, in light and dark, wide and narrow:
 * `node test/browser/screenshots.ts FOLDER [http://127.0.0.1:4280]`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const [folder, origin = 'http://127.0.0.1:4280'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder for the pictures.');
mkdirSync(folder, { recursive: true });

const chart =
  'MessageTrackingLog_CL\n| summarize Rows = count() by bin(TimeGenerated, 15m), eventId\n| render timechart with (title="Rows by event")';
const workbooks = (await (await fetch(`${origin}/content/workbooks`)).json()) as { key: string }[];
const pages: readonly { name: string; path: string; act?: (page: Page) => Promise<void> }[] = [
  { name: 'flow', path: '/flow' },
  { name: 'query', path: '/query', act: (page) => page.locator('[data-state="kusto"]').waitFor() },
  {
    name: 'query-chart',
    path: `/query#${new URLSearchParams({ query: chart, time: 'P1D' })}`,
    act: (page) => page.locator('[data-state="kusto"]').waitFor(),
  },
  {
    name: 'query-row',
    path: `/query#${new URLSearchParams({ query: 'MessageTrackingLog_CL\n| where isnotempty(messageSubject)\n| take 200', time: 'P1D' })}`,
    async act(page) {
      await page.locator('[data-state="kusto"]').waitFor();
      await page.getByRole('gridcell').first().click();
    },
  },
  {
    name: 'rules',
    path: '/rules',
    async act(page) {
      await page.getByRole('button', { name: 'Run all' }).click();
      await page
        .getByRole('button', { name: 'Run all' })
        .and(page.locator(':enabled'))
        .waitFor({ timeout: 120_000 });
      const alerted = page.locator('.rule-list a', { hasText: /\d+ alerts?$/ });
      if ((await alerted.count()) > 0) await alerted.first().click();
    },
  },
  { name: 'workbooks', path: '/workbooks' },
  ...workbooks.map(({ key }) => ({ name: `workbook-${key}`, path: `/workbooks/${key}` })),
];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1400, 420]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    for (const { name, path, act } of pages) {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`${name}: ${error.message}`));
      await page.goto(origin + path);
      await act?.(page);
      await page.waitForLoadState('networkidle');
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 60_000 });
      const faults = await page.locator('.notice.bad').allInnerTexts();
      if (faults.length > 0) console.error(`${name}: ${[...new Set(faults)].join(' | ')}`);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
