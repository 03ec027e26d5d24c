import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { MailflowError } from '../error.ts';
import { fileProblem } from './file-problem.ts';
import { loadAgentConfig } from './load-agent-config.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailflow-config-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function load(config: unknown) {
  const path = join(folder, 'agent.json');
  await writeFile(path, typeof config === 'string' ? config : JSON.stringify(config));
  return loadAgentConfig(path);
}

const base = { blobServiceUri: 'https://acct.blob.core.windows.net', credential: { type: 'environment' } };

test('a folder that is not there yet is fine', async () => {
  const config = await load(`\uFEFF${JSON.stringify({ ...base, folders: [join(folder, 'later')] })}`);
  assert.equal(config.folders.length, 1);
});

test('a file in place of a folder and a missing certificate are named together', async () => {
  await writeFile(join(folder, 'file'), '');
  const credential = {
    type: 'certificate',
    tenantId: id,
    clientId: id,
    certificatePath: join(folder, 'no.pem'),
  };
  await assert.rejects(load({ ...base, folders: [join(folder, 'file')], credential }), (error) => {
    assert.ok(error instanceof MailflowError);
    assert.match(error.message, /2 problems/);
    assert.match(error.message, /folders\[0\]: .*this is not a folder.*Name the folder/);
    assert.match(error.message, /certificatePath: .*there is no such file/);
    return true;
  });
});

test('a certificate must be PEM with its key', async () => {
  const certificatePath = join(folder, 'agent.pfx');
  await writeFile(certificatePath, Buffer.from([0x30, 0x82]));
  const credential = { type: 'certificate', tenantId: id, clientId: id, certificatePath };
  await assert.rejects(load({ ...base, folders: [folder], credential }), /is not a PEM file/);
  await mkdir(join(folder, 'dir'), { recursive: true });
  credential.certificatePath = join(folder, 'dir');
  await assert.rejects(load({ ...base, folders: [folder], credential }), /is a folder; name the PEM file/);
  await writeFile(certificatePath, '-----BEGIN PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n');
  credential.certificatePath = certificatePath;
  assert.equal((await load({ ...base, folders: [folder], credential })).credential.type, 'certificate');
});

test('text that is not JSON and a missing file say so', async () => {
  await assert.rejects(load('{"folders": ["C:\\Logs"]}'), {
    code: 'agent-config-file',
    advice: /written twice/,
  });
  await assert.rejects(loadAgentConfig(join(folder, 'none.json')), /none\.json: there is no such file/);
});

test('rights that lack come with advice', () => {
  const problem = fileProblem('C:\\Logs', Object.assign(new Error('x'), { code: 'EACCES' }));
  assert.match(problem.advice, /"List folder contents" and "Read"/);
});
