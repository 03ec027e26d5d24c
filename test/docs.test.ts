/** What the pages for users name is there: links, files, commands with their options, settings, parameters, queries. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { parse } from 'yaml';
import { createDatabase } from '../kql-engine/index.ts';
import { defaultPollSeconds } from '../src/agent/agent-config.ts';
import { estimate } from '../src/estimate/estimate.ts';
import { volumeOfMessages } from '../src/estimate/volume.ts';
import { readShippedLines } from '../src/forwarding/shipped-lines.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
const pages = globSync(['*.md', 'docs/**/*.md', 'kql-engine/README.md'], { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

interface Block {
  readonly language: string;
  readonly name: string;
  readonly text: string;
}

/** Fenced code of a page; the word behind the language names a block. */
function blocksOf(path: string): Block[] {
  return [...read(path).matchAll(/^( *)```(\w+)(?: (\S+))?\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent, language, name = '', text]) => ({
      language: language!,
      name,
      text: text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** Whatever a page shows as code: spans, indented lines, blocks. */
function codeOf(path: string): string[] {
  const text = read(path);
  const indented = [...text.matchAll(/^ {4,}(\S.*(?:\\\n.*)*)$/gm)].map(([, line]) =>
    line!.replaceAll('\\\n', ' '),
  );
  const blocks = blocksOf(path).flatMap((block) => block.text.split('\n'));
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replaceAll(/\s+/g, ' '));
  return [...indented, ...blocks, ...spans];
}

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

test('every file that is named is there', () => {
  const rooms = 'infra|src|kql|docs|cli|functions|workbooks|test|local|bench|kql-engine|\\.github';
  for (const page of pages) {
    for (const code of codeOf(page)) {
      for (const [path] of code.matchAll(new RegExp(`(?<![\\w./\\\\-])(?:${rooms})/[\\w./-]*[\\w]`, 'g'))) {
        const there = [path, `${path}.ts`, join(dirname(page), path)].some((one) =>
          existsSync(join(root, one)),
        );
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
    for (const { text } of blocksOf(page).filter(({ language }) => language === 'kql')) {
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

const shippers = 'docs/log-shippers.md';

test('what each shipper sends is understood: line, file and server', () => {
  const samples = blocksOf(shippers).filter(({ language }) => language === 'json');
  assert.deepEqual(
    samples.map(({ name }) => name),
    ['fluent-bit', 'vector', 'logstash', 'nxlog', 'syslog-ng'],
  );
  for (const { name, text } of samples) {
    const { lines, unreadable } = readShippedLines(Buffer.from(text));
    assert.deepEqual(unreadable, [], name);
    assert.equal(lines.length, 1, name);
    const [{ text: line, file, Computer }] = lines as [(typeof lines)[0]];
    assert.match(line, /^2026-11-21T03:00:00\.000Z,/, name);
    assert.match(file ?? '', /MSGTRK2026112103-1\.LOG$/, name);
    assert.equal(Computer, 'EX01', name);
  }
});

test('each shipper posts to the function with its key, and keeps what was not answered', () => {
  const configs = blocksOf(shippers).filter(({ name }) => /\.(?:yaml|conf)$/.test(name));
  assert.equal(configs.length, 5);
  for (const { name, text } of configs) {
    assert.match(text, /x-functions-key"?(?:: | => "| )"?KEY/, name);
    assert.match(text, /\/api\/receive-lines/, name);
    assert.match(text, /MSGTRK\*\.LOG/, name);
  }
  const config = (name: string): Record<string, Record<string, unknown>> =>
    parse(configs.find((one) => one.name === name)!.text) as Record<string, Record<string, unknown>>;
  const { inputs, filters, outputs } = config('fluent-bit.yaml').pipeline as Record<
    string,
    Record<string, unknown>[]
  >;
  // The names under which src/forwarding/shipped-lines.ts looks.
  assert.equal(inputs![0]!.path_key, 'file');
  assert.match(String(filters![0]!.add), /^host /);
  assert.equal(outputs![0]!.retry_limit, 'no_limits');
  const { sinks, sources } = config('vector.yaml');
  const { tracking } = sources as { tracking: { fingerprint: { lines: number } } };
  // #Software, #Version, #Log-Type and #Date: the last of them differs from file to file.
  assert.ok(tracking.fingerprint.lines >= 4);
  assert.deepEqual((sinks as { mailflow: { acknowledgements: object } }).mailflow.acknowledgements, {
    enabled: true,
  });
});

test('syslog-ng takes the configuration', {
  skip: spawnSync('syslog-ng', ['--version']).error !== undefined && 'syslog-ng is not installed',
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-docs-'));
  try {
    const file = join(folder, 'syslog-ng.conf');
    writeFileSync(file, blocksOf(shippers).find(({ name }) => name === 'syslog-ng.conf')!.text);
    const { status, stderr } = spawnSync('syslog-ng', ['-s', '--no-caps', '-f', file], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /WARNING|ERROR/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
