import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { BlobServiceClient } from '@azure/storage-blob';
import { localTokens } from '../identity/local-tokens.ts';
import type { StackLayout } from '../stack/stack-layout.ts';
import { temporaryLayout } from '../stack/temporary-layout.ts';
import { type TestChild, testChild } from '../stack/test-child.ts';
import { trustCertificate } from '../stack/trust-certificate.ts';
import { setAsideDamaged } from './set-aside-damaged.ts';
import { serviceFiles } from './storage-files.ts';

let layout: StackLayout;
let remove: () => void;
const original = new Map<string, Buffer>();
const tokens = localTokens('a secret', () => new Date());

const start = (): Promise<TestChild> =>
  testChild('local/storage/main.ts', [layout.dataFolder, String(layout.sitePort)], {
    NODE_EXTRA_CA_CERTS: layout.caFile,
    LOCAL_STACK_SECRETS: JSON.stringify({ token: 'a secret' }),
  });
const logs = () =>
  new BlobServiceClient(layout.blobUrl, {
    getToken: async () => ({
      token: tokens.issue('https://storage.azure.com').token,
      expiresOnTimestamp: Date.now() + 3.6e6,
    }),
  }).getContainerClient('exchange-logs');

before(async () => {
  ({ layout, remove } = await temporaryLayout());
  trustCertificate(layout.caFile);
  const storage = await start();
  const blob = logs().getAppendBlobClient('EX01/MSGTRK/a.LOG');
  await blob.create();
  await blob.appendBlock('first,', 6);
  await blob.appendBlock('second', 6);
  await storage.stop();
  for (const name of readdirSync(layout.storageFolder, { recursive: true }) as string[]) {
    const path = join(layout.storageFolder, name);
    if (statSync(path).isFile()) original.set(path, readFileSync(path));
  }
});
after(() => remove());
const restore = () => {
  rmSync(layout.storageFolder, { recursive: true });
  for (const [path, bytes] of original) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
};

test('a clean stop keeps everything, and is found whole', async () => {
  restore();
  assert.deepEqual(setAsideDamaged(layout.storageFolder, 'x'), []);
  const storage = await start();
  const content = await logs().getBlobClient('EX01/MSGTRK/a.LOG').downloadToBuffer();
  assert.equal(content.toString(), 'first,second');
  await storage.stop();
});

const { metadata, extents, content } = serviceFiles('', 'blob');
const damages: [string, () => void][] = [
  [
    'an extent that only the metadata knows',
    () => writeFileSync(join(layout.storageFolder, extents), '{"collections":[]}'),
  ],
  ['a metadata file that is cut off', () => truncateSync(join(layout.storageFolder, metadata), 100)],
  ['an empty metadata file', () => truncateSync(join(layout.storageFolder, metadata), 0)],
  ['a missing list of extents', () => rmSync(join(layout.storageFolder, extents))],
  [
    'content that is shorter than the metadata says',
    () => {
      const folder = join(layout.storageFolder, content);
      for (const name of readdirSync(folder)) truncateSync(join(folder, name), 3);
    },
  ],
];
for (const [name, damage] of damages) {
  test(`${name} is found, and the blob storage moved away`, () => {
    restore();
    damage();
    const [report, ...more] = setAsideDamaged(layout.storageFolder, 'x');
    assert.match(report!, /^The blob storage was damaged/);
    assert.deepEqual(more, []);
    assert.equal(existsSync(join(layout.storageFolder, metadata)), false);
    assert.ok(existsSync(join(layout.storageFolder, 'damaged-x')));
  });
}

test('Azurite starts empty after damage, and after a kill it is whole', async () => {
  restore();
  truncateSync(join(layout.storageFolder, metadata), 100);
  const storage = await start();
  assert.equal(await logs().getBlobClient('EX01/MSGTRK/a.LOG').exists(), false);
  assert.equal(await logs().exists(), true);
  await storage.kill();
  assert.deepEqual(setAsideDamaged(layout.storageFolder, 'y'), []);
});
