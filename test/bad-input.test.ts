/** What the command says of input it cannot use: what is wrong, where, and what to do. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePortRow } from './running-stack.ts';

const command = fileURLToPath(new URL('../cli/mailflow.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mailflow-bad-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function mailflow(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', timeout: 60_000 });
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('mailflow parse', () => {
  const bad: [string, () => string, RegExp][] = [
    ['a folder', () => folder, /is a folder.*\n.*\*\.LOG/],
    ['a file that is not there', () => join(folder, 'none.LOG'), /none\.LOG.*no such file/],
    [
      'a binary file',
      () => file('binary.LOG', Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0xff, 0xff, 10])),
      /binary\.LOG/,
    ],
    [
      'an IIS log',
      () =>
        file(
          'iis.log',
          '#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time s-ip cs-method\r\n',
        ),
      /iis\.log.*IIS/is,
    ],
    [
      'a log of Exchange 2003',
      () =>
        file('2003.log', '# Message Tracking Log File\r\n# Exchange System Attendant Version 6.5.7638.1\r\n'),
      /2003\.log.*2003/is,
    ],
  ];
  for (const [what, make, expected] of bad) {
    test(what, () => {
      const path = make();
      const { status, stdout, stderr } = mailflow('parse', path);
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.match(stderr, expected);
      assert.ok(stderr.trim().split('\n').length >= 2, `advice on a line of its own: ${stderr}`);
      assert.doesNotMatch(stderr, /^\s+at /m);
    });
  }

  test('an empty file is no error', () => {
    const { status, stdout, stderr } = mailflow('parse', file('empty.LOG', ''));
    assert.deepEqual([status, stdout, stderr.trim()], [0, '', '0 rows.']);
  });

  test('a line that is no record is named, kept, and makes the exit status 1', () => {
    const rejects = join(folder, 'rejects.ndjson');
    const path = file('short.LOG', '2026-11-21T02:00:00.000Z,10.0.0.1,three\r\n');
    const { status, stderr } = mailflow('parse', path);
    assert.equal(status, 1);
    assert.match(stderr, /short\.LOG:1: .*column/);
    assert.equal(mailflow('parse', path, '--rejects', rejects).status, 1);
  });

  test('fields of a newer Exchange are left out, and named', () => {
    const path = file(
      'newer.LOG',
      '#Fields: date-time,event-id,message-id,x-new\r\n2026-11-21T02:00:00Z,SEND,<1>,secret\r\n',
    );
    const { status, stdout, stderr } = mailflow('parse', path);
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /secret/);
    assert.match(stderr, /1 rows\.\nFields that rows have no column for were left out: x-new\./);
  });
});

test('wrong usage has exit status 2', () => {
  for (const args of [['parse'], ['nonsense'], ['query', 'T'], ['parse', '--output', 'xml', 'f']]) {
    assert.equal(mailflow(...args).status, 2, args.join(' '));
  }
});

test('a bare mailflow shows the way', () => {
  const { status, stdout } = mailflow();
  assert.equal(status, 0);
  for (const word of ['up', 'parse', 'query', 'agent', 'replay'])
    assert.match(stdout, new RegExp(`^  ${word}\\b`, 'm'));
});

test('a query with a mistake is marked', () => {
  const { status, stderr } = mailflow(
    'query',
    'MessageTrackingLog_CL | where nonsense == 1',
    '--from',
    file('e.LOG', ''),
  );
  assert.equal(status, 1);
  assert.match(stderr, /nonsense[\s\S]*\^{8}/);
});

describe('mailflow up', () => {
  test('a taken port', async () => {
    const port = await freePortRow();
    const server = createServer().listen(port + 1, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { status, stderr } = mailflow(
        'up',
        '--port',
        String(port),
        '--data',
        join(folder, 'taken'),
        '--no-sample',
      );
      assert.equal(status, 1);
      assert.match(stderr, new RegExp(`${port + 1}.*taken[\\s\\S]*--port`));
    } finally {
      server.close();
    }
  });

  test('a data folder that is a file', () => {
    const { status, stderr } = mailflow('up', '--data', file('data', ''), '--no-sample');
    assert.equal(status, 1);
    assert.match(stderr, /data.*is a file[\s\S]*--data/);
  });

  test('a logs folder that is not there', () => {
    const { status, stderr } = mailflow(
      'up',
      '--data',
      join(folder, 'd'),
      '--no-sample',
      '--logs',
      join(folder, 'nowhere'),
    );
    assert.equal(status, 1);
    assert.match(stderr, /nowhere does not exist[\s\S]*--logs/);
  });

  test('a folder without rights', {
    skip: process.platform === 'win32' && 'rights work otherwise there',
  }, () => {
    // Root may write everywhere but into the kernel's own file system.
    const closed = process.getuid?.() === 0 ? '/sys' : join(folder, 'closed');
    mkdirSync(closed, { mode: 0o500, recursive: true });
    const { status, stderr } = mailflow('up', '--data', join(closed, 'mailflow'), '--no-sample');
    assert.equal(status, 1);
    assert.match(stderr, /may not be written[\s\S]*--data/);
  });
});

describe('settings', () => {
  const settings = {
    MAILFLOW_INGESTION_ENDPOINT: 'https://127.0.0.1:1',
    MAILFLOW_DCR_IMMUTABLE_ID: 'dcr-00000000000000000000000000000000',
    MAILFLOW_STORAGE__blobServiceUri: 'https://127.0.0.1:1/blob',
    MAILFLOW_STORAGE__queueServiceUri: 'https://127.0.0.1:1/queue',
  };
  const replay = (env: Record<string, string | undefined>) =>
    spawnSync(process.execPath, [command, 'replay'], {
      encoding: 'utf8',
      timeout: 60_000,
      env: { PATH: process.env.PATH, ...settings, ...env },
    });

  test('a missing one', () => {
    const { status, stderr } = replay({ MAILFLOW_DCR_IMMUTABLE_ID: undefined });
    assert.equal(status, 1);
    assert.match(stderr, /MAILFLOW_DCR_IMMUTABLE_ID is missing: .*\n.*app settings/s);
  });

  test('a wrong endpoint, and a name that is none', () => {
    const { status, stderr } = replay({
      MAILFLOW_INGESTION_ENDPOINT: 'http://example.org',
      MAILFLOW_FILTER_PROBE: 'true',
    });
    assert.equal(status, 1);
    assert.match(stderr, /MAILFLOW_INGESTION_ENDPOINT must begin with https/);
    assert.match(stderr, /MAILFLOW_FILTER_PROBE is not a setting.*MAILFLOW_FILTER_PROBES/);
  });
});
