/**
 * Pictures of every page, of each tab of every workbook, and of a message's journey, from a running stack, in light and
 * dark, wide and narrow: `node test/browser/screenshots.ts FOLDER [http://127.0.0.1:4280] [part of the names]`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const [folder, origin = 'http://127.0.0.1:4280', only = ''] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder for the pictures.');
mkdirSync(folder, { recursive: true });

interface Shot {
  readonly name: string;
  readonly path: string;
  /** What a person does before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const chart =
  'MessageTrackingLog_CL\n| summarize Rows = count() by bin(TimeGenerated, 15m), eventId\n| render timechart with (title="Rows by event")';
const workbooks = (await (await fetch(`${origin}/content/workbooks`)).json()) as {
  key: string;
  serializedData: string;
}[];
const shots: readonly Shot[] = [
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
  ...workbooks.flatMap(({ key, serializedData }) => tabShots(key, serializedData)),
  ...(await journeyShots()),
];
const pages = shots.filter(({ name }) => name.includes(only));

/** One picture a tab; of a workbook without tabs, one. */
function tabShots(key: string, text: string): Shot[] {
  const { items } = JSON.parse(text) as {
    items: {
      type: number;
      content: { style?: string; links?: { cellValue: string; subTarget: string }[] };
    }[];
  };
  const tabs = items.find(({ type, content }) => type === 11 && content.style === 'tabs')?.content.links;
  if (tabs === undefined) return [{ name: `workbook-${key}`, path: `/workbooks/${key}` }];
  return tabs.map(({ cellValue, subTarget }) => ({
    name: `workbook-${key}-${subTarget}`,
    path: workbookPath(key, { [cellValue]: subTarget }),
  }));
}

/** Journeys of messages that are worth a look: the one of the most records, and one that was deferred. */
async function journeyShots(): Promise<Shot[]> {
  const longest =
    'MailFlow | where not(IsShadow) and isnotempty(MessageKey) | summarize N = count() by MessageKey | top 1 by N';
  const deferred = "MailOutcome | where Deferrals > 0 and Outcome == 'Delivered' | top 1 by Latency";
  const shots = await Promise.all(
    Object.entries({ longest, deferred }).map(async ([name, query]): Promise<Shot[]> => {
      const response = await fetch(`${origin}/v1/workspaces/local/query`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: `${query} | project MessageKey` }),
      });
      const { tables } = (await response.json()) as { tables?: { rows: string[][] }[] };
      const Message = tables?.[0]?.rows[0]?.[0];
      return Message === undefined
        ? []
        : [{ name: `journey-${name}`, path: workbookPath('message-journey', { Message }) }];
    }),
  );
  return shots.flat();
}

function workbookPath(key: string, parameters: Readonly<Record<string, string>>): string {
  return `/workbooks/${key}#${new URLSearchParams({ parameters: JSON.stringify(parameters) })}`;
}

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
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (wide > 0) console.error(`${name}: ${wide} pixels wider than the window of ${width}`);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
