import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import rule from '../../infra/generated/ingestion-dcr.json' with { type: 'json' };
import tables from '../../infra/generated/tables.json' with { type: 'json' };
import type { Watchlist } from '../../kql-engine/index.ts';
import { localTokens } from '../identity/local-tokens.ts';
import { builtSite } from '../site/site-folder.ts';
import { ruleImmutableId, type StackLayout } from '../stack/stack-layout.ts';
import { temporaryLayout } from '../stack/temporary-layout.ts';
import { type Monitor, startMonitor } from './monitor.ts';

/** What the service answers to an upload. */
export interface Answer {
  status: number;
  code?: string;
  message?: string;
  headers: Record<string, unknown>;
}

/** What of an upload differs from a right one. */
interface Post {
  stream?: string;
  rule?: string;
  version?: string;
  headers?: Record<string, string>;
  method?: string;
}

export const huntingQueries = [{ query: "_GetWatchlist('Others')" }];

/** A monitor on free ports with a data folder of its own, and a clock that stands until a test sets it. */
export class TestMonitor {
  time = new Date('2026-06-15T12:00:00.000Z');
  /** The clock of the sign-in. */
  tokenTime = this.time;
  readonly tokens = localTokens('a secret', () => this.tokenTime);
  watchlists: Record<string, Watchlist> = { VIPUsers: { rows: [{ SearchKey: 'ann@contoso.com' }] } };
  readonly reports: string[] = [];
  readonly ca: Buffer;
  readonly #layout: StackLayout;
  readonly #remove: () => void;
  #monitor!: Monitor;

  private constructor(layout: StackLayout, remove: () => void) {
    this.#layout = layout;
    this.#remove = remove;
    this.ca = readFileSync(layout.caFile);
  }

  static async start(): Promise<TestMonitor> {
    const { layout, remove } = await temporaryLayout();
    mkdirSync(join(layout.dataFolder, 'site'));
    writeFileSync(join(layout.dataFolder, 'site/index.html'), '<p>the page</p>');
    const started = new TestMonitor(layout, remove);
    await started.#open();
    return started;
  }

  async stop(): Promise<void> {
    await this.#monitor.close();
    this.#remove();
  }

  /** Closes it and starts it again with what it has stored. */
  async restart(): Promise<void> {
    await this.#monitor.close();
    await this.#open();
  }

  async #open(): Promise<void> {
    this.#monitor = await startMonitor({
      ...this.#layout,
      sitePort: 0,
      apiPort: 0,
      tables,
      rule,
      immutableId: ruleImmutableId,
      tokens: this.tokens,
      identityHeader: 'the header',
      site: builtSite(join(this.#layout.dataFolder, 'site')),
      content: {
        functions: [{ alias: 'Twice', parameters: 'n:long=1', description: '', query: 'print n * 2' }],
        'analytics-rules': [],
        'hunting-queries': huntingQueries,
      },
      watchlists: () => this.watchlists,
      status: () => ({ children: [] }),
      report: (text) => this.reports.push(text),
      now: () => this.time,
    });
  }

  get counts(): Monitor['counts'] {
    return this.#monitor.counts;
  }

  get sitePort(): number {
    return this.#monitor.sitePort;
  }

  get apiPort(): number {
    return this.#monitor.apiPort;
  }

  /** Address of the pages and of the query API without sign-in. */
  get url(): string {
    return `http://127.0.0.1:${this.sitePort}`;
  }

  /** A credential of Azure's SDK for a resource. */
  credential(resource: string): { getToken(): Promise<{ token: string; expiresOnTimestamp: number }> } {
    return {
      getToken: async () => ({
        token: this.tokens.issue(resource).token,
        expiresOnTimestamp: Date.now() + 3.6e6,
      }),
    };
  }

  /** A row of the health stream. */
  health(component: string, more: object = {}): object {
    return { TimeGenerated: this.time.toISOString(), component, ...more };
  }

  async query(kql: string): Promise<unknown[][]> {
    const response = await fetch(`${this.url}/v1/workspaces/any/query`, {
      method: 'POST',
      body: JSON.stringify({ query: kql }),
    });
    const body = (await response.json()) as { tables: { rows: unknown[][] }[]; error?: unknown };
    assert.equal(response.status, 200, JSON.stringify(body));
    return body.tables[0]!.rows;
  }

  /** Uploads rows over HTTPS, as JSON or as the headers say. */
  post(body: string | Buffer, { stream = 'Custom-MailflowHealth', ...options }: Post = {}): Promise<Answer> {
    const path = `/dataCollectionRules/${options.rule ?? ruleImmutableId}/streams/${stream}?api-version=${options.version ?? '2023-01-01'}`;
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${this.tokens.issue('https://monitor.azure.com').token}`,
      ...options.headers,
    };
    const { apiPort: port, ca } = this;
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, path, method: options.method ?? 'POST', headers, ca },
        async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
          const text = Buffer.concat(chunks).toString();
          const error =
            text === '' ? {} : (JSON.parse(text) as { error: { code: string; message: string } }).error;
          resolve({ status: response.statusCode!, ...error, headers: response.headers });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }
}
