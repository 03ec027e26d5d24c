/** What the pages for users name is there: links, files, commands with their options, settings, parameters, queries. */
import assert from 'node:assert/strict';
import { existsSync, globSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { Command } from 'commander';
import { parse } from 'yaml';
import { alertRules } from '../infra/alert-rules.ts';
import { savedFunctions } from '../infra/saved-functions.ts';
import { workbookFiles } from '../infra/workbook-files.ts';
import { declaredWatchlists } from '../kql/declared-watchlists.ts';
import { queries } from '../kql/hunting/testing/queries.ts';
import { rules } from '../kql/rules/testing/rules.ts';
import { createDatabase } from '../kql-engine/index.ts';
import { readWatchlists } from '../local/monitor/read-watchlists.ts';
import { defaultPollSeconds } from '../src/agent/agent-config.ts';
import { estimate } from '../src/estimate/estimate.ts';
import { volumeOfMessages } from '../src/estimate/volume.ts';
import { blocksOf, codeOf, pages, readText as read, root } from './docs-pages.ts';

/** The anchor that GitHub gives a heading. */
function anchorsOf(path: string): Set<string> {
  const headings = read(path)
    .replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')
    .matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
}

test('every link between pages leads somewhere', () => {
  let links = 0;
  for (const page of pages) {
    for (const [, target] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(?:https?|mailto):/.test(target!)) continue;
      const [path, anchor] = target!.split('#') as [string, string?];
      const file = path === '' ? join(root, page) : resolve(root, dirname(page), path);
      assert.ok(existsSync(file), `${page}: ${target}`);
      if (anchor !== undefined) {
        assert.ok(anchorsOf(file.slice(root.length)).has(anchor), `${page}: ${target} has no such heading`);
      }
      links++;
    }
  }
  assert.ok(links > 30, `${links} links`);
});

test('every page of docs is linked from the README', () => {
  const readme = read('README.md');
  for (const page of pages.filter((path) => /^docs\/[\w-]+\.md$/.test(path))) {
    assert.ok(readme.includes(`](${page})`), page);
  }
});

test('every picture is shown, said in words, and light', () => {
  const shown = new Set<string>();
  for (const page of pages) {
    for (const [, words, target] of read(page).matchAll(/!\[([^\]]*)\]\((?!https?:)([^)\s]+)\)/g)) {
      assert.ok(words!.length >= 40, `${page}: ${target} is not described`);
      shown.add(join(dirname(page), target!).replaceAll('\\', '/'));
    }
  }
  const pictures = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
  assert.deepEqual([...shown].sort(), pictures.sort());
  for (const path of pictures) assert.ok(statSync(join(root, path)).size <= 150_000, path);
});

test('every rule, query and workbook that is named exists', () => {
  const named = [...alertRules(), ...workbookFiles()].map(({ displayName: name }) => ({ name }));
  const names = new Set(
    [...rules, ...queries, ...named].map(({ name }) => name.replace(/^(?:Mail flow|Collection) - /, '')),
  );
  let found = 0;
  for (const page of ['docs/analysts.md', 'docs/administrators.md']) {
    // Names of four words and more; what is shorter may be a word that is stressed, or a menu of the portal.
    const prose = read(page).replaceAll(/^ *```[\s\S]*?^ *```$|`[^`\n]*`/gm, '');
    const phrases = prose.matchAll(/(workbook )?(?<![*\w])\*([^*\n]+(?:\n[^*\n]+)?)\*(?!\*)/g);
    for (const [, workbook, phrase] of phrases) {
      const name = phrase!.replaceAll(/\s+/g, ' ');
      if (workbook === undefined && name.split(' ').length < 4) continue;
      assert.ok(names.has(name), `${page}: ${name}`);
      found++;
    }
  }
  assert.ok(found > 15, `${found} names`);
});

test('every watchlist that queries read is shown as a file that can be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-docs-'));
  try {
    for (const { language, name, text } of blocksOf('docs/administrators.md')) {
      if (language === 'csv') writeFileSync(join(folder, `${name}.csv`), text);
    }
    const shown = readWatchlists(folder);
    const read = declaredWatchlists([...savedFunctions(), ...rules, ...queries]);
    assert.deepEqual(Object.keys(shown).sort(), Object.keys(read).sort());
    for (const [alias, { rows, searchKey = 'SearchKey' }] of Object.entries(shown)) {
      assert.ok(rows.length > 0, alias);
      for (const row of rows) assert.match(String(row[searchKey]), /^\S+\.\S+$/, alias);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Of a rule and its case, too. */
const withoutEnding = (path: string): string => path.replace(/(?:\.case)?\.\w+$/, '');

test('every file that is named is there', () => {
  const rooms = 'infra|src|kql|docs|cli|functions|workbooks|test|local|bench|kql-engine|\\.github';
  for (const page of pages) {
    for (const code of codeOf(page)) {
      for (const [path] of code.matchAll(new RegExp(`(?<![\\w./\\\\-])(?:${rooms})/[\\w./-]*[\\w]`, 'g'))) {
        const there =
          [path, `${path}.ts`, join(dirname(page), path)].some((one) => existsSync(join(root, one!))) ||
          // What the page itself shows how to write.
          blocksOf(page).some(({ name }) => withoutEnding(name) === withoutEnding(path));
        assert.ok(there, `${page}: ${path}`);
      }
    }
  }
});

test('every command that is named exists, with its options', async () => {
  const commands = new Map<string, Command>();
  for (const file of globSync('cli/*.ts', { cwd: root }).filter(
    (path) => !/\.test\.ts$|mailflow\.ts$/.test(path),
  )) {
    const module = (await import(
      new URL(`../${file.replaceAll('\\', '/')}`, import.meta.url).href
    )) as object;
    for (const [name, make] of Object.entries(module) as [string, () => unknown][]) {
      if (!name.endsWith('Command')) continue;
      const command = make();
      if (command instanceof Command) commands.set(command.name(), command);
    }
  }
  const entry = read('cli/mailflow.ts');
  let found = 0;
  for (const page of pages) {
    for (const code of codeOf(page)) {
      // The command at the beginning, behind a prompt, npx or npm, in quotes, or behind an assignment of the environment.
      const called = /(?:^|[\s"'])mailflow(?:\.mjs"?)? (?:-- )?([a-z]+)\b(?![.:/@-])(.*)$/.exec(code);
      if (called === null || /^(?:az|azd|npm install) /.test(code)) continue;
      const [, name, rest] = called as unknown as [string, string, string];
      const command = commands.get(name);
      // Words of a sentence, as in help texts that a page shows.
      if (command === undefined && !/^(?:\$ |npm |npx |mailflow )/.test(code)) continue;
      assert.ok(command, `${page}: mailflow ${name}`);
      assert.match(entry, new RegExp(`^  ${name}: `, 'm'), `${page}: mailflow ${name} is not registered`);
      const own = rest.replaceAll(/'[^']*'/g, '').split(/\s#\s/)[0]!;
      for (const [, option] of own.matchAll(/(?<=^|\s)(--[a-z][a-z-]*)/g)) {
        const known = [...command.options.map(({ long }) => long), '--help'];
        assert.ok(known.includes(option), `${page}: mailflow ${name} ${option}`);
      }
      found++;
    }
  }
  assert.ok(found > 30, `${found} commands`);
});

test('every setting that is named is one, and every setting is named', () => {
  const source = read('src/config.ts');
  const known = new Set([...source.matchAll(/'(MAILFLOW_\w+)'/g)].map(([, name]) => name!));
  const named = new Set<string>();
  for (const page of pages) {
    for (const [name] of read(page).matchAll(/MAILFLOW_\w+/g)) {
      assert.ok(known.has(name), `${page}: ${name}`);
      named.add(name);
    }
  }
  // The credential of the queue trigger concerns the Functions host and the template only.
  const ofTheHost = ['MAILFLOW_STORAGE__credential', 'MAILFLOW_STORAGE__clientId'];
  assert.deepEqual([...known.difference(named)].sort(), ofTheHost.sort());
});

test('every parameter and output of the template that is named exists', () => {
  const template = JSON.parse(read('infra/azuredeploy.json')) as Record<string, Record<string, object>>;
  const check = (kind: 'parameters' | 'outputs', word: string): number => {
    let found = 0;
    for (const page of pages) {
      const names = read(page).matchAll(new RegExp(`\\b[Tt]?h?e? ?${word}s? \`(\\w+)[\`.]`, 'g'));
      for (const [, name] of names) {
        assert.ok(Object.hasOwn(template[kind]!, name!), `${page}: ${word} ${name}`);
        found++;
      }
    }
    return found;
  };
  assert.ok(check('parameters', 'parameter') > 5);
  assert.ok(check('outputs', 'output') > 3);
});

const tables = (
  JSON.parse(read('infra/generated/tables.json')) as {
    name: string;
    columns: { name: string; type: 'string' }[];
  }[]
).map(({ name, columns }) => ({ name, columns }));

test('every query runs on the tables as they are deployed', () => {
  const database = createDatabase({ tables, now: () => new Date('2026-11-21T12:00:00Z') });
  let queries = 0;
  for (const page of pages) {
    for (const { text } of blocksOf(page).filter(({ language, name }) => language === 'kql' && name === '')) {
      assert.doesNotThrow(() => database.query(text), `${page}: ${text}`);
      queries++;
    }
  }
  assert.ok(queries >= 7, `${queries} queries`);
});

test('the query for the latest version counts each delivery once, as it stands now', () => {
  const database = createDatabase({ tables, now: () => new Date('2026-11-21T12:00:00Z') });
  const delivery = (networkMessageId: string, recipientAddress: string, traceStatus: string) => ({
    TimeGenerated: '2026-11-21T09:00:00Z',
    eventTime: '2026-11-21T09:00:00Z',
    collector: 'MessageTrace',
    networkMessageId,
    recipientAddress,
    traceStatus,
  });
  const seen = (rows: object[], at: string): void =>
    void database.ingest('MessageTrackingLog_CL', rows as Record<string, unknown>[], undefined, new Date(at));
  seen(
    [delivery('a', 'x@contoso.com', 'pending'), delivery('a', 'y@contoso.com', 'delivered')],
    '2026-11-21T09:05:00Z',
  );
  // The status has changed; the row of an event stands beside it.
  seen(
    [delivery('a', 'X@contoso.com', 'failed'), delivery('a', 'X@contoso.com', '')],
    '2026-11-21T10:00:00Z',
  );
  const [latest] = blocksOf('docs/exchange-online.md').filter(({ language }) => language === 'kql');
  assert.deepEqual(database.query(latest!.text).rows.sort(), [
    ['delivered', 1],
    ['failed', 1],
  ]);
});

test('JSON, YAML and XML that pages show can be read', () => {
  for (const page of pages) {
    for (const { language, name, text } of blocksOf(page)) {
      if (language === 'json') assert.doesNotThrow(() => JSON.parse(text) as unknown, `${page} ${name}`);
      if (language === 'yaml') assert.doesNotThrow(() => parse(text) as unknown, `${page} ${name}`);
      if (language !== 'xml') continue;
      const open: string[] = [];
      for (const [, end, tag, alone] of text.matchAll(/<(\/?)(\w+)(?:\s[^<>]*?)?(\/?)>/g)) {
        if (end) assert.equal(open.pop(), tag, `${page} ${name}`);
        else if (!alone) open.push(tag!);
      }
      assert.deepEqual(open, [], `${page} ${name}`);
    }
  }
});

test('the costs that are named are what the command says today', () => {
  const page = read('docs/sizing-and-cost.md');
  const rows = [
    ...page.matchAll(/^\| ([\d,]+) messages a day, (\d+) servers? +\| +(\d+) +\| +(\d+) +\| +(\d+) \|$/gm),
  ];
  assert.equal(rows.length, 3);
  for (const [row, messages, servers, ...figures] of rows) {
    const { plans, functionsCost, storageCost } = estimate(
      volumeOfMessages({
        messagesPerDay: Number(messages!.replaceAll(',', '')),
        servers: Number(servers),
        onlineRowsPerDay: 0,
        pollSeconds: defaultPollSeconds,
      }),
      { retentionDays: 30, totalRetentionDays: 30, archiveDays: 365, memoryMb: 2048 },
    );
    const { ingestion, total } = plans.find(({ plan }) => plan === 'Analytics')!;
    const now = [ingestion, functionsCost + storageCost, total].map((cost) => String(Math.round(cost)));
    assert.deepEqual(figures, now, row);
  }
});
