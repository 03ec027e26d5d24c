/**
 * The pictures of the pages for people, made from a stack with the sample organisation (`npm start`) that has run for twenty
 * minutes: `node test/browser/docs-pictures.ts http://127.0.0.1:4280 [NAME…]` writes docs/pictures/*.png.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';

interface Picture {
  readonly name: string;
  /** Address in the site. */
  readonly path: string;
  readonly colorScheme?: 'dark';
  /** Pixels. Default 1280. */
  readonly width?: number;
  /** Pixels. Default 800. */
  readonly height?: number;
  /** What a person does before the picture, and what has to be seen by then. */
  act(page: Page): Promise<unknown>;
}

/** A picture larger than this, in bytes, makes pages slow. */
const largest = 150_000;
const minute = 60_000;
const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

const outcomes = `MailOutcome
| where Outcome != 'Redirected' and Outcome != 'Expanded'
| summarize Recipients = count() by Hour = bin(TimeGenerated, 15m), Outcome
| sort by Hour asc
| render columnchart with (kind=stacked, title="Recipients by quarter of an hour and outcome")`;

/** A message that went over several servers and was deferred, with as few records as can be seen at once. */
const deferred = `MailFlow
| where not(IsShadow)
| summarize Servers = dcount(Computer), Deferrals = countif(EventId == 'DEFER'), Records = count() by MessageKey
| where Deferrals > 0 and Records between (8 .. 11)
| top 1 by Servers * 100 + Records
| project MessageKey`;

/** The first value of a query's result. */
async function firstValue(page: Page, query: string): Promise<string> {
  const address = new URL('/v1/workspaces/local/query', page.url()).href;
  const { tables } = await (await page.request.post(address, { data: { query } })).json();
  return tables[0].rows[0][0];
}

const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const chartOf = (page: Page, name: string | RegExp) => region(page, name).locator('canvas').first();
/** Takes a time range of a workbook. */
const choose = (page: Page, range: string) =>
  page.getByRole('combobox', { name: /^Time range/ }).selectOption({ label: range });
const cellsOf = (page: Page, name: string | RegExp) => region(page, name).getByRole('gridcell');

const pictures: readonly Picture[] = [
  {
    name: 'query',
    height: 830,
    path: `/query#${new URLSearchParams({ query: outcomes, time: 'PT4H' })}`,
    async act(page) {
      await page.locator('[data-state="kusto"]').waitFor();
      // The language service gives the words their colours a little later.
      const colors = `new Set([...document.querySelectorAll('.view-line span')].map((node) => getComputedStyle(node).color)).size`;
      while (((await page.evaluate(colors)) as number) <= 2) await sleep(100);
      await page.getByRole('img').locator('canvas').first().waitFor();
    },
  },
  {
    name: 'rules',
    path: '/rules',
    width: 1120,
    height: 640,
    async act(page) {
      await page.getByRole('button', { name: 'Run all' }).click();
      await page
        .getByText(/(\d+) of \1 rules run/)
        .first()
        .waitFor({ timeout: 3 * minute });
      await page.getByRole('link', { name: /Many people get the same subject.*\d alert/s }).click();
      await page.getByText('Account it-support@').first().waitFor();
      await page.getByRole('gridcell').first().waitFor();
      // Below what chooses and runs the rules.
      await page.getByRole('searchbox', { name: 'Search rules' }).evaluate((node) => node.scrollIntoView());
    },
  },
  {
    name: 'message-journey',
    path: '/workbooks/message-journey',
    width: 1200,
    height: 840,
    async act(page) {
      await page.getByLabel('Chosen message', { exact: true }).fill(await firstValue(page, deferred));
      await page.keyboard.press('Enter');
      await chartOf(page, 'Where the time went').waitFor();
      await cellsOf(page, /^Steps/)
        .first()
        .waitFor();
      await page
        .getByRole('region', { name: 'The journey of the chosen message' })
        .evaluate((node) => node.scrollIntoView());
    },
  },
  {
    name: 'mail-flow-overview',
    height: 830,
    path: '/workbooks/mail-flow-overview',
    async act(page) {
      await choose(page, 'Last 12 hours');
      await chartOf(page, 'Messages by direction').waitFor();
    },
  },
  {
    name: 'delivery-health',
    height: 860,
    path: '/workbooks/delivery-health',
    async act(page) {
      await choose(page, 'Last hour');
      await chartOf(page, /^Time to delivery/).waitFor();
    },
  },
  {
    name: 'security',
    height: 960,
    path: '/workbooks/security',
    colorScheme: 'dark',
    async act(page) {
      await choose(page, 'Last 4 hours');
      await chartOf(page, 'Signals over time').waitFor();
    },
  },
  {
    name: 'collection-health-and-cost',
    height: 900,
    // What was written before the stack began came late, and says nothing of the lag.
    path: `/workbooks/collection-health-and-cost#${new URLSearchParams({ parameters: '{"TimeRange":{"durationMs":900000}}' })}`,
    act: (page) =>
      cellsOf(page, /^Servers and Exchange Online/)
        .first()
        .waitFor(),
  },
];

async function take(browser: Browser, origin: string, picture: Picture): Promise<void> {
  const { name, path, colorScheme = 'light', width = 1280, height = 800, act } = picture;
  const viewport = { width, height };
  const context = await browser.newContext({ colorScheme, viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.goto(origin + path);
  await act(page);
  await page.waitForLoadState('networkidle');
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: minute });
  // A chart draws its last frame a moment after its data are there.
  await page.waitForTimeout(500);
  faults.push(...(await page.locator('.notice.bad').allInnerTexts()));
  if (faults.length > 0) throw new Error(faults.join(' | '));
  await page.mouse.move(0, 0);
  const image = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  if (image.length > largest) throw new Error(`it has ${image.length} bytes, more than ${largest}`);
  writeFileSync(join(folder, `${name}.png`), image);
  console.log(`${name}.png: ${image.length} bytes`);
  await context.close();
}

/** Waits for the site, which is built in the background while a stack starts. */
async function built(origin: string): Promise<void> {
  for (const end = Date.now() + minute; Date.now() < end; await sleep(1000)) {
    if ((await (await fetch(origin)).text()).includes('/assets/')) return;
  }
  throw new Error(`The site of ${origin} is not built: look into the logs of the stack.`);
}

const [origin, ...names] = process.argv.slice(2);
if (origin === undefined) throw new Error('Name the address of a running stack: http://127.0.0.1:4280');
for (const name of names) {
  if (!pictures.some((picture) => picture.name === name)) throw new Error(`There is no picture ${name}.`);
}
await built(origin);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
for (const picture of pictures) {
  if (names.length > 0 && !names.includes(picture.name)) continue;
  try {
    await take(browser, origin, picture);
  } catch (error) {
    console.error(`${picture.name}.png was not made: ${stripVTControlCharacters((error as Error).message)}`);
    process.exitCode = 1;
  }
}
await browser.close();
