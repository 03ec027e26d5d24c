import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { shapesByCount } from '../../src/exchange/log-layout.ts';
import { freePortRow, RunningStack } from '../running-stack.ts';

/** Where the packages of Debian and others put Chromium. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const chromiumPath = places.find((path) => existsSync(path));

/** Why browser tests cannot run here; false where they can. */
export const noBrowser =
  chromiumPath === undefined ? `Chromium is none of ${places.join(', ')}: apt-get install chromium` : false;

/** What a stranger may write into a subject. */
export const hostileSubject = `<img src=x onerror="window.hostile=1"><script>window.hostile=1</script> =1+1 'quoted'`;
/** It sends more messages in 15 minutes than the rule for senders allows. */
export const busySender = 'newsletter@contoso.com';
export const busyMessages = 230;

/** A running stack with mail, its site built, and a browser. */
export class SiteStack {
  readonly stack: RunningStack;
  readonly browser: Browser;
  readonly #folder: string;
  /** What went wrong in any page. */
  readonly problems: string[] = [];

  private constructor(stack: RunningStack, browser: Browser, folder: string) {
    this.stack = stack;
    this.browser = browser;
    this.#folder = folder;
  }

  /** One that tails a log file of known messages. */
  static async start(): Promise<SiteStack> {
    const folder = temporaryFolder();
    const logs = join(folder, 'MessageTracking');
    mkdirSync(logs);
    writeFileSync(join(logs, 'MSGTRK2026112102-1.LOG'), logText());
    const stack = await RunningStack.tailing(logs, folder);
    const rows = async () => (await stack.status())?.tables.MessageTrackingLog_CL ?? 0;
    return SiteStack.#open(stack, folder, async () => (await rows()) > busyMessages);
  }

  /** One as `npm start` makes it: the sample organisation, whose history of three hours is in the table. */
  static async startSample(): Promise<SiteStack> {
    const folder = temporaryFolder();
    const stack = new RunningStack(await freePortRow(), ['--data', join(folder, 'data')]);
    return SiteStack.#open(stack, folder, async () => {
      // Each file of each server has come up to now.
      const files = await stack.query(`MessageTrackingLog_CL
        | where isnotempty(Computer)
        | summarize Last = max(TimeGenerated) by Computer, Kind = extract('(MSGTRK[A-Z]*)', 1, FilePath)
        | where Kind in ('MSGTRK', 'MSGTRKMD', 'MSGTRKMS')
        | summarize Files = count(), Oldest = min(Last)
        | project UpToDate = Files == 7 and Oldest > ago(3m)`);
      return files[0]?.[0] === true;
    });
  }

  static async #open(
    stack: RunningStack,
    folder: string,
    hasRows: () => Promise<boolean>,
  ): Promise<SiteStack> {
    await stack.start();
    const isBuilt = async () => (await (await fetch(stack.url)).text()).includes('/assets/');
    await stack.until(async () => (await isBuilt()) && (await hasRows()), 240_000);
    const browser = await chromium.launch({
      executablePath: chromiumPath!,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new SiteStack(stack, browser, folder);
  }

  /** A page in a profile of its own that shows an address of the site; its errors are collected. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.problems.push(`${path}: ${error.message}`));
    page.on('console', (message) => {
      // Refusals are told below, with what was asked.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.problems.push(`${path}: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400)
        this.problems.push(
          `${path}: ${response.status()} for ${response.url()} ${response.request().postData() ?? ''}`,
        );
    });
    page.on('request', (request) => {
      const address = request.url();
      if (!/^(?:data|blob):/.test(address) && !address.startsWith(`${this.stack.url}/`))
        this.problems.push(`${path}: asked ${address}`);
    });
    await page.goto(this.stack.url + path);
    return page;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.stack.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'mailflow-site-'));
}

/** Messages received in the last minutes, each one line. */
function logText(): string {
  const columns = shapesByCount.get(30)!.layout.columns;
  const now = Date.now();
  const line = (index: number, sender: string, subject: string) => {
    const values: Record<string, string> = {
      'date-time': new Date(now - 5 * 60_000 + index * 100).toISOString(),
      'client-hostname': 'mail.fabrikam.com',
      'server-hostname': 'MBX01',
      'connector-id': 'MBX01\\Default MBX01',
      source: 'SMTP',
      'event-id': 'RECEIVE',
      'internal-message-id': String(index),
      'message-id': `<${index}@contoso.com>`,
      'network-message-id': `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      'recipient-address': 'ann@contoso.com',
      'total-bytes': String(1000 + index),
      'recipient-count': '1',
      'message-subject': subject,
      'sender-address': sender,
      'return-path': sender,
      directionality: 'Originating',
    };
    return columns.map((name) => csvField(values[name] ?? '')).join(',');
  };
  const messages = Array.from({ length: busyMessages }, (_, index) =>
    line(index + 1, busySender, `News ${index + 1}`),
  );
  messages.push(line(busyMessages + 1, 'stranger@evil.example', hostileSubject));
  const header = [
    '#Software: Microsoft Exchange Server',
    '#Version: 15.02.1544.009',
    '#Log-type: Message Tracking Log',
    `#Date: ${new Date(now).toISOString()}`,
    `#Fields: ${columns.join(',')}`,
  ];
  return `${[...header, ...messages].join('\r\n')}\r\n`;
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
